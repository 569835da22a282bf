import { CellScapeError } from "../../src/core/errors.ts";
import type { OptionValues } from "../../src/core/options/option.ts";
import type { Host } from "../../src/host/host.ts";
import { usualThreads } from "../../src/host/node/allotted.ts";
import { jobCommand } from "../../src/host/node/jobCommand.ts";
import { applyCohort } from "../../src/session/cohort/applyCohort.ts";
import { fitCohort } from "../../src/session/cohort/fitCohort.ts";
import { gatherCohort } from "../../src/session/cohort/gatherCohort.ts";
import { joinTiles } from "../../src/session/cohort/joinTiles.ts";
import { cohortResources } from "../../src/session/cohort/resources.ts";
import { runCohort } from "../../src/session/cohort/runCohort.ts";
import type { JobOptions, NamedInput } from "../../src/session/cohort/sampleJob.ts";
import {
  type SplitOptions,
  sectionsInTiles,
  sheetName,
  someLarge,
  splitFile,
  splitLarge,
} from "../../src/session/cohort/splitFile.ts";
import {
  mergeSamples,
  planSamples,
  prepareSamples,
  rankSamples,
  sketchSamples,
} from "../../src/session/cohort/statisticsJobs.ts";
import { type CohortJob, type cohortOptions, ownerOf } from "../../src/session/options/cohort.ts";
import { sampleNames } from "../../src/session/read/sampleNames.ts";
import { readSampleSheet } from "../../src/session/read/sampleSheet.ts";
import type { Signals } from "../interrupt.ts";
import type { Given } from "../spec.ts";

/** One call of a job. */
export interface JobCall extends Signals, Pick<JobOptions, "report"> {
  readonly host: Host;
  /** Files as typed after the job. */
  readonly files: readonly string[];
  /** Settings of a run, as typed. */
  readonly settings: Given;
  readonly control: OptionValues<(typeof cohortOptions)["table"]>;
  readonly command: readonly string[];
}

/** What a job prints, and what went wrong. */
export interface JobEnd {
  readonly lines: readonly string[];
  /** Why some of several samples failed. */
  readonly failures?: readonly CellScapeError[];
  readonly stopped?: boolean;
}

/** Every job by its name. */
export const jobs: Readonly<Record<CohortJob, (call: JobCall) => Promise<JobEnd>>> = {
  async run(call) {
    const { settings, control } = call;
    const { count } = usualThreads();
    const { sampleKey, ...own } = settings;
    const { inputs, sections } = sampleKey === undefined ? await withTiles(call) : await splitInto(call);
    if (inputs.length < 2) {
      const expected = `two or more samples, or one of more cells than --tile-cells (${control.tileCells})`;
      throw new CellScapeError(
        "bad-option",
        `cohort run: expected ${expected}, got one sample; cellscape run analyses it`,
      );
    }
    const { resume, sketchCells, jobs: most } = control;
    const threads = Number(own.threads ?? count);
    const options = { ...optionsOf(call), command: jobCommand, resume, sketchCells, jobs: most, threads, sections };
    return runCohort(call.host, inputs, own, options);
  },
  async prepare(call) {
    return prepareSamples(call.host, await samplesOf(call), call.settings, optionsOf(call));
  },
  async merge(call) {
    const { samples } = call.control;
    const sheet = samples === undefined ? [] : await sheetOf(call.host, samples);
    return { lines: await mergeSamples(call.host, call.files, call.settings, { ...optionsOf(call), sheet }) };
  },
  async rank(call) {
    const files = { plan: given(call, "plan"), stats: call.control.stats };
    return rankSamples(call.host, await samplesOf(call), call.settings, { ...optionsOf(call), ...files });
  },
  async plan(call) {
    const { sketchCells } = call.control;
    const options = { ...optionsOf(call), plan: given(call, "plan"), sketchCells };
    const { plan, lines } = await planSamples(call.host, call.files, call.settings, options);
    return { lines: call.control.json ? [JSON.stringify(cohortResources(plan), undefined, 2)] : lines };
  },
  async sketch(call) {
    const plan = given(call, "plan");
    return sketchSamples(call.host, await samplesOf(call), call.settings, { ...optionsOf(call), plan });
  },
  async fit(call) {
    return fitCohort(call.host, call.files, withUsualThreads(call), { ...sessionOf(call), plan: given(call, "plan") });
  },
  async apply(call) {
    const options = { ...sessionOf(call), plan: given(call, "plan"), model: given(call, "model") };
    return applyCohort(call.host, await samplesOf(call), withUsualThreads(call), options);
  },
  async gather(call) {
    const { samples, results } = call.control;
    const sheet = samples === undefined ? [] : await sheetOf(call.host, samples);
    const files = { plan: given(call, "plan"), fit: given(call, "fit") };
    return {
      lines: await gatherCohort(call.host, call.files, call.settings, { ...optionsOf(call), ...files, sheet, results }),
    };
  },
  async split(call) {
    const options = { ...optionsOf(call), tileCells: call.control.tileCells };
    if (call.settings.sampleKey === undefined) {
      return { lines: await splitLarge(call.host, await samplesOf(call), call.settings, options) };
    }
    return { lines: await splitFile(call.host, oneFile(call), call.settings, options) };
  },
  async join(call) {
    const options = { ...optionsOf(call), section: given(call, "section"), command: call.command };
    return { lines: await joinTiles(call.host, call.files, call.settings, options) };
  },
};

/** The file that holds several samples. */
function oneFile({ files, settings }: JobCall): string {
  const [file, ...others] = files;
  if (file !== undefined && others.length === 0 && settings.sampleKey !== undefined) return file;
  throw new CellScapeError("bad-option", "cohort: expected one file and --sample-key COLUMN for it");
}

/** Samples of a cohort, and the files of those that are in tiles. */
interface CohortInputs {
  readonly inputs: readonly NamedInput[];
  readonly sections: ReadonlyMap<string, string>;
}

/** The samples of one file, as files of their own below the results. */
async function splitInto(call: JobCall): Promise<CohortInputs> {
  const { host } = call;
  const { inputs, out } = await splitBelow(call, (own, options) => splitFile(host, oneFile(call), own, options));
  const tiled = [...sectionsInTiles(inputs)];
  return { inputs, sections: new Map(tiled.map((name) => [name, host.paths.join(out, `${name}.h5ad`)])) };
}

/** The samples that are given, large ones in tiles below the results. */
async function withTiles(call: JobCall): Promise<CohortInputs> {
  const given = await samplesOf(call);
  if (!(await someLarge(call.host, given, call.control.tileCells))) return { inputs: given, sections: new Map() };
  const { inputs } = await splitBelow(call, (own, options) => splitLarge(call.host, given, own, options));
  const tiled = sectionsInTiles(inputs);
  return {
    inputs,
    sections: new Map(given.filter(({ sample }) => tiled.has(sample)).map((each) => [each.sample, each.path])),
  };
}

/** The samples of the sheet of a split below the results, which is made once. */
async function splitBelow(
  { host, control, settings, ...call }: JobCall,
  split: (own: Given, options: SplitOptions) => Promise<unknown>,
): Promise<{ readonly inputs: readonly NamedInput[]; readonly out: string }> {
  const out = host.paths.join(control.out, "work", "input");
  const sheet = host.paths.join(out, sheetName);
  const own = Object.entries(settings).filter(([name]) => name === "sampleKey" || ownerOf(name).includes("split"));
  const isThere =
    control.resume &&
    (await host.files.openFile(sheet).then(
      () => true,
      () => false,
    ));
  const options = { ...optionsOf({ host, control, settings, ...call }), out, tileCells: control.tileCells };
  if (!isThere) await split(Object.fromEntries(own), options);
  return { inputs: await sheetOf(host, sheet), out };
}

function optionsOf({ control: { out }, report, signal, ending }: JobCall): JobOptions {
  return { out, report, signal, ending };
}

function sessionOf({ control, command, ...call }: JobCall) {
  const { out, resume, checkpoints, checkpointEvery } = control;
  const { report, signal, ending } = call;
  return { out, report, signal, ending, resume, checkpoints, checkpointSeconds: checkpointEvery, command };
}

function withUsualThreads({ settings }: JobCall): Given {
  return { threads: usualThreads().count, ...settings };
}

/** The samples of a sheet, each with its name. */
async function sheetOf(host: Host, path: string): Promise<readonly NamedInput[]> {
  const inputs = await readSampleSheet(host, path);
  const names = sampleNames(host, inputs);
  return inputs.map((input, s) => ({ ...input, sample: names[s] }));
}

/** An option that a job cannot do without. */
function given({ control }: JobCall, name: "plan" | "model" | "fit" | "section"): string {
  const value = control[name];
  if (value !== undefined) return value;
  throw new CellScapeError("bad-option", `--${name}: expected a file, got none`);
}

/** The samples that a job works on: files, one of them with a name, or those of a sheet. */
async function samplesOf({ host, files, control }: JobCall): Promise<readonly NamedInput[]> {
  const { samples: sheet, sample, only } = control;
  if ((sheet === undefined) === (files.length === 0)) {
    const got = sheet === undefined ? "neither" : "both";
    throw new CellScapeError("bad-option", `cohort: expected files or a sheet of samples (--samples), got ${got}`);
  }
  if (sample !== undefined && files.length !== 1) {
    throw new CellScapeError("bad-option", `--sample: expected one file with it, got ${files.length}`);
  }
  const inputs =
    sheet === undefined
      ? files.map((path) => ({ path, ...(sample === undefined ? {} : { sample }) }))
      : await readSampleSheet(host, sheet);
  const names = sampleNames(host, inputs);
  const named = inputs.map((input, s) => ({ ...input, sample: names[s] }));
  if (only === undefined) return named;
  const strange = only.find((name) => !names.includes(name));
  if (strange !== undefined) {
    throw new CellScapeError(
      "bad-option",
      `--only: expected samples of the sheet (${names.join(", ")}), got ${strange}`,
    );
  }
  return named.filter((input) => only.includes(input.sample));
}
