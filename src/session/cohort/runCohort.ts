import { tileColumn } from "../../cohort/tiles/tileMark.ts";
import { CellScapeError, type ErrorCode } from "../../core/errors.ts";
import { bytesOf } from "../../core/memorySize.ts";
import { version } from "../../core/version.ts";
import type { Host } from "../../host/host.ts";
import { csvTable } from "../../results/csvTable.ts";
import { isFileSetting, ownersAmong } from "../options/cohort.ts";
import { fileDigest } from "../read/digest.ts";
import { sizeBeforehand } from "../run/planFile.ts";
import { resultName } from "../write/writeAnnData.ts";
import { expectApplicable } from "./expectApplicable.ts";
import { fitName } from "./fitRecord.ts";
import { expectDone, type JobCommand, type Order, type Processes, runProcesses } from "./processes.ts";
import { readRecord } from "./recordFile.ts";
import { cohortResources, readingOf } from "./resources.ts";
import { expectPlainNames, type JobOptions, type NamedInput } from "./sampleJob.ts";
import { type SampleStatus, statusText } from "./sampleStatus.ts";
import { configOf, type GivenSettings } from "./settings.ts";

export interface RunCohortOptions extends JobOptions {
  /** How a job is started. */
  readonly command: JobCommand;
  readonly resume: boolean;
  readonly sketchCells: number;
  /** Processes at once at most; threads of all together. */
  readonly jobs: number | undefined;
  readonly threads: number;
  /** Files of the sections of which some samples are tiles, by name. */
  readonly sections?: ReadonlyMap<string, string>;
}

export interface RunCohortEnd {
  readonly lines: readonly string[];
  readonly failures: readonly CellScapeError[];
}

/** Sizes of work that is not known yet: a small file. */
const small = { cells: 20_000, entries: 2e6 };

/**
 * `cohort run`: every job of a cohort on this machine, in processes of their own. Samples that fail are left out of those that
 * follow; status.csv, which is written last, holds what became of each.
 *
 * @throws bad-option when fewer than two samples are left; what ends a job on all samples.
 */
export async function runCohort(
  host: Host,
  inputs: readonly NamedInput[],
  given: GivenSettings,
  { command, resume, sketchCells, jobs, threads, sections = new Map(), ...options }: RunCohortOptions,
): Promise<RunCohortEnd> {
  expectPlainNames(inputs);
  const { paths, files } = host;
  const out = paths.resolve(options.out);
  const at = (...names: string[]) => paths.join(out, ...names);
  const config = configOf(undefined, {}, given);
  expectApplicable(config);
  const bytes = config.memory === undefined ? host.memory().bytes : bytesOf(config.memory);
  const unlock = await files.lockOutputFolder(
    out,
    inputs.map(({ path }) => path),
  );
  const folders = { work: at("work"), samples: at("samples"), fit: at("fit") };
  const plans = { genes: at("work", "genes.plan"), cohort: at("work", "cohort.plan") };
  const model = at("fit", "model.cellscape");
  const fitted = at("fit", fitName);
  const signals = [options.signal, options.ending].filter((each) => each !== undefined);
  const processes: Processes = {
    ...{ host, command, folder: at("work", "logs"), bytes, report: options.report },
    signal: signals.length > 0 ? AbortSignal.any(signals) : undefined,
  };
  const failed = new Map<string, SampleStatus>();
  const left = () => inputs.filter(({ sample }) => !failed.has(sample));
  const sheet = at("work", "samples.csv");

  try {
    const settings = await settingsFiles();
    const done = await keptOf();
    /** Whether a job was run: what was merged from its files is merged again. */
    let isFresh = false;
    await files.save(sheet, sheetText(inputs, paths.resolve));
    await eachSample("prepare", "stats", folders.work, await memoryBeforehand());
    expectSeveral(left().length, 2, [...failed.values()]);
    await once("merge", "Merging the statistics of all samples", plans.genes, [
      ...named("stats", folders.work),
      "--samples",
      sheet,
    ]);
    const { record: genes } = await readRecord(host, plans.genes, "genes");
    const reading = Math.max(...genes.samples.map((sample) => readingOf(sample).bytes));
    await eachSample("rank", "ranks", folders.work, reading, "--plan", plans.genes, "--stats", folders.work);
    expectNoneLost();
    const sketched = ["--plan", plans.genes, "--sketch-cells", String(sketchCells)];
    await once("plan", "Choosing genes, fitting batch effects", plans.cohort, [
      ...named("ranks", folders.work),
      ...sketched,
    ]);
    const resources = cohortResources((await readRecord(host, plans.cohort, "plan")).record);
    await eachSample("sketch", "sketch", folders.work, reading, "--plan", plans.cohort);
    expectNoneLost();
    const kept = ["--checkpoints", at("work", "checkpoints"), "--resume"];
    await once("fit", "Fitting the model", fitted, [
      ...[...named("sketch", folders.work), "--plan", plans.cohort, ...kept],
      ...["--threads", String(threads), "--memory", `${Math.floor(bytes / 2 ** 20)}MB`],
    ]);
    const most = Math.max(...resources.samples.map(({ apply }) => apply.memoryMb)) * 2 ** 20;
    const own = Math.max(1, Math.floor(threads / atOnce(most, left().length)));
    await eachSample(
      "apply",
      "counts",
      folders.samples,
      most,
      "--plan",
      plans.cohort,
      "--model",
      model,
      "--threads",
      String(own),
    );
    expectSeveral(left().length, 1, [...failed.values()]);
    const fit = ["--plan", plans.cohort, "--fit", fitted, "--samples", sheet];
    const links = config.report ? ["--results", "samples"] : [];
    await once("gather", "Gathering counts of all samples", undefined, [
      ...named("counts", folders.samples),
      ...fit,
      ...links,
    ]);
    for (const [name, file] of sections) await joined(name, file);
    return await concluded();

    /** The result of a section from those of its tiles. */
    async function joined(section: string, file: string): Promise<void> {
      const tiles = inputs.filter(({ attributes }) => String(attributes?.[tileColumn]) === section);
      const lost = tiles.find(({ sample }) => failed.has(sample));
      const results = tiles.map(({ sample }) => paths.join(folders.samples, sample, resultName));
      const args = argsOf("join", [...results, "--section", paths.resolve(file)], paths.join(folders.samples, section));
      const order = { name: `join-${section}`, args };
      const [end] = lost ? [] : await runProcesses(processes, { name: "join", does: `Joining ${section}` }, [order], 1);
      if (end) expectDone("join", end);
      else
        options.report?.({ kind: "warning", step: "join", text: `${section}: not joined, as ${lost?.sample} failed` });
    }

    /** Arguments of a job: its files, where it writes, its settings. */
    function argsOf(job: string, files: readonly string[], target: string): readonly string[] {
      return [
        "cohort",
        job,
        ...files,
        "--out",
        target,
        "--config",
        settings[job] ?? settings.none,
        "--progress",
        "plain",
      ];
    }

    async function once(job: string, does: string, target: string | undefined, more: readonly string[]): Promise<void> {
      if (target !== undefined && done.has(target) && !isFresh) return;
      const before = target === undefined ? undefined : await digestOf(target);
      const where = job === "fit" ? folders.fit : (target ?? out);
      const order = { name: job, args: argsOf(job, more, where) };
      const [end] = await runProcesses(processes, { name: job, does }, [order], 1);
      expectDone(job, end);
      // What follows was made with another plan or model.
      if (target !== undefined && (await digestOf(target)) !== before) done.clear();
    }

    /** A job on every sample that is left, in as many processes as run at once; then those that are missing, one by one. */
    async function eachSample(
      job: string,
      ending: string,
      target: string,
      memory: number,
      ...more: string[]
    ): Promise<void> {
      const fileOf = (sample: string) => paths.join(target, `${sample}.${ending}`);
      const missing = left().filter(({ sample }) => !done.has(fileOf(sample)));
      if (missing.length === 0) return;
      isFresh ||= job !== "apply";
      for (const { sample } of missing) await files.remove(fileOf(sample));
      const count = atOnce(memory, missing.length);
      const groups = Array.from({ length: count }, (_, g) => missing.filter((_, s) => s % count === g));
      const step = { name: job, does: `cohort ${job}: ${missing.length} samples, ${count} processes` };
      await runProcesses(processes, step, groups.filter((group) => group.length > 0).map(orderOf), count);
      const lost: NamedInput[] = [];
      for (const input of missing) if (!(await isThere(fileOf(input.sample)))) lost.push(input);
      // Each by itself: what one of them did to its process met others too.
      const ends =
        lost.length === 0
          ? []
          : await runProcesses(
              processes,
              { ...step, does: `cohort ${job}: ${lost.length} samples again` },
              lost.map((input) => orderOf([input])),
              count,
            );
      for (const [s, end] of ends.entries()) {
        const { sample } = lost[s];
        if (await isThere(fileOf(sample))) continue;
        const error = errorOf(job, end);
        if (error.code === "cannot-write") throw error;
        failed.set(sample, { sample, status: `failed in ${job}`, error });
        options.report?.({ kind: "warning", step: job, text: `sample ${sample} failed: ${error.message}` });
      }

      function orderOf(group: readonly NamedInput[]): Order {
        const only = ["--samples", sheet, "--only", group.map(({ sample }) => sample).join(",")];
        return { name: `${job}-${group[0].sample}`, args: [...argsOf(job, only, target), ...more] };
      }
    }
  } catch (error) {
    const unfinished = inputs.map(({ sample }) => failed.get(sample) ?? { sample, status: "not done" });
    await files.save(at("status.csv"), statusText(unfinished)).catch(() => undefined);
    throw error;
  } finally {
    unlock();
  }

  /** Files of an earlier run of the same settings that need not be made again. */
  async function keptOf(): Promise<Set<string>> {
    const mark = at("work", "settings.json");
    const decisive = Object.entries(given).filter(([name]) => name !== "threads" && name !== "memory");
    const text = JSON.stringify({ version, sketchCells, settings: Object.fromEntries(decisive.sort()) });
    const before = await textOf(mark);
    if (resume && before !== undefined && before !== text) {
      const way = "repeat them, choose another --out, or leave --resume out to start again";
      throw new CellScapeError(
        "bad-option",
        `--resume: expected the settings of the cohort in ${options.out}, got others; ${way}`,
      );
    }
    await files.save(mark, text);
    if (!resume || before === undefined) return new Set();
    const every = inputs.flatMap(({ sample }) => [
      ...["stats", "ranks", "sketch"].map((ending) => paths.join(folders.work, `${sample}.${ending}`)),
      paths.join(folders.samples, `${sample}.counts`),
    ]);
    const found = new Set<string>();
    for (const path of [...every, ...Object.values(plans), fitted]) if (await isThere(path)) found.add(path);
    return found;
  }

  /** Settings of each job in a file of its own. */
  async function settingsFiles(): Promise<Readonly<Record<string, string>>> {
    const absolute = Object.entries(given).map(([name, value]) => {
      return [name, isFileSetting(name, value) ? paths.resolve(String(value)) : value];
    });
    const byJob = ownersAmong(Object.fromEntries(absolute));
    const made: Record<string, string> = {};
    for (const [job, own] of Object.entries({ none: {}, ...byJob })) {
      made[job] = at("work", "settings", `${job}.json`);
      await files.save(made[job], JSON.stringify(own));
    }
    return made;
  }

  function named(ending: string, folder: string): readonly string[] {
    return left().map(({ sample }) => paths.join(folder, `${sample}.${ending}`));
  }

  /** Processes that run at once: within cores and memory. */
  function atOnce(memory: number, most: number): number {
    return Math.max(1, Math.min(jobs ?? threads, most, Math.floor(bytes / memory)));
  }

  /** Memory of reading the largest input, as far as its header shows. */
  async function memoryBeforehand(): Promise<number> {
    const sizes = [readingOf(small).bytes];
    for (const { path } of inputs) {
      const size = await sizeBeforehand(host, [{ path }], config).catch(() => undefined);
      if (size) sizes.push(readingOf(size).bytes);
    }
    return Math.max(...sizes);
  }

  /** Samples are planned together: one that fails later would change what the others are compared with. */
  function expectNoneLost(): void {
    const lost = [...failed.values()].find(({ status }) => status !== "failed in prepare");
    if (!lost) return;
    throw new CellScapeError(
      "bad-data",
      `cohort: ${lost.error?.message ?? lost.sample}; mend the sample or leave it out of the sheet`,
    );
  }

  async function concluded(): Promise<RunCohortEnd> {
    const statuses = inputs.map(({ sample }): SampleStatus => failed.get(sample) ?? { sample, status: "done" });
    await files.save(at("status.csv"), statusText(statuses));
    const shown = (...names: string[]) => paths.join(options.out, ...names);
    return {
      lines: [
        `${inputs.length - failed.size} of ${inputs.length} samples are done`,
        ...[...failed.values()].map(({ sample, status, error }) => `${sample}: ${status}: ${error?.message ?? ""}`),
        `report:  ${shown("report.html")}`,
        `samples: ${shown("samples")}`,
        `model:   ${shown("fit", "model.cellscape")}`,
        `status:  ${shown("status.csv")}`,
      ],
      failures: [...failed.values()].map(
        ({ error }) => new CellScapeError(error?.code ?? "bad-data", error?.message ?? ""),
      ),
    };
  }

  async function isThere(path: string): Promise<boolean> {
    return files.openFile(path).then(
      () => true,
      () => false,
    );
  }

  async function digestOf(path: string): Promise<string | undefined> {
    const source = await files.openFile(path).catch(() => undefined);
    return source && fileDigest(host, source);
  }

  async function textOf(path: string): Promise<string | undefined> {
    const source = await files.openFile(path).catch(() => undefined);
    return source && new TextDecoder().decode(await source.read(0, source.size));
  }
}

function expectSeveral(count: number, least: number, failed: readonly SampleStatus[]): void {
  if (count >= least) return;
  const why = failed.map(({ sample, error }) => `${sample}: ${error?.message ?? ""}`).join("; ");
  throw new CellScapeError(
    "bad-option",
    `cohort run: expected at least ${least} samples without errors, got ${count} (${why})`,
  );
}

function errorOf(
  job: string,
  end: Parameters<typeof expectDone>[1],
): { readonly code: ErrorCode; readonly message: string } {
  try {
    expectDone(job, end);
  } catch (error) {
    if (error instanceof CellScapeError) return error;
  }
  return { code: "bad-data", message: `cohort ${job}: expected a result, got none` };
}

/** The samples with absolute paths, for processes that start elsewhere. */
function sheetText(inputs: readonly NamedInput[], resolve: (path: string) => string): string {
  const names = [...new Set(inputs.flatMap(({ attributes = {} }) => Object.keys(attributes)))];
  const rows = inputs.map(({ path, sample, attributes }) => [
    resolve(path),
    sample,
    ...names.map((name) => attributes?.[name]),
  ]);
  return csvTable("samples", ["path", "sample", ...names].join(","), rows).csv;
}
