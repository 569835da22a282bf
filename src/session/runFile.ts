import { allSteps } from "../analyses/registry.ts";
import { checkAnalyses, madeAnew, readAnalysisInputs, wantedAnalyses } from "../analyses/wanted.ts";
import { wantedArtifacts } from "../analyses/wantedArtifacts.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Report } from "../core/progress.ts";
import { createTask } from "../core/task.ts";
import { version } from "../core/version.ts";
import { openCheckpoints } from "../host/node/checkpointFolder.ts";
import { lazyEngine } from "../host/node/engines.ts";
import { fingerprintOf } from "../host/node/fingerprint.ts";
import { lockOutputFolder } from "../host/node/lockOutputFolder.ts";
import { peakMb } from "../host/node/peakMemory.ts";
import { manifestName, removeStale, resultsIn } from "../host/node/results.ts";
import { seedWorkers } from "../host/node/seedWorkers.ts";
import { fileSource } from "../io/node/nodeFile.ts";
import { runRecord } from "../results/record.ts";
import type { Context } from "../run/artifacts.ts";
import type { Config } from "../run/options/config.ts";
import { seedsFor, seedsOf } from "../run/options/resolveForData.ts";
import { chosenMethod } from "../run/options/settings.ts";
import type { TissueSize } from "../run/plan/stages.ts";
import { run } from "../run/run.ts";
import { collectNotes } from "./collectNotes.ts";
import { modelName, packModel } from "./modelFile.ts";
import type { RunConfig } from "./options/run.ts";
import { planOf, sizeBeforehand, sizeOf } from "./planFile.ts";
import { type Input, readInput } from "./readInput.ts";
import type { SampleInput } from "./sampleSheet.ts";
import { sampleLines, whereLines } from "./summaryLines.ts";
import { type Written, writeResults } from "./writeResults.ts";

export interface RunFileOptions {
  readonly config: RunConfig;
  /** Folder that results go to; made when it is not there. */
  readonly out: string;
  readonly report?: Report;
  /** Stops the run cleanly, with what is there. */
  readonly signal?: AbortSignal;
  /** Write timings into result.h5ad; without them the same run gives the same file. */
  readonly timings?: boolean;
  /** The command line, for the manifest. */
  readonly command?: readonly string[];
  /** Go on with a run of the same settings that was cut off in the same folder. */
  readonly resume?: boolean;
  /** Seconds of work that a run that is cut off may lose. */
  readonly checkpointSeconds?: number;
}

/** What a run wrote. */
export interface RunSummary extends Pick<Written, "result" | "map"> {
  /** True if the signal ended training, or the search for domains, early. */
  readonly stopped: boolean;
  /** The same in words, one line each. */
  readonly lines: readonly string[];
}

/**
 * The main job: read a file or folder, or several as samples of one run, find domains, write result.h5ad, domains.csv, figures and
 * manifest.json.
 *
 * @throws CellScapeError for input that cannot be analysed and output that cannot be written; nothing half-written stays.
 */
export async function runFile(input: string | readonly SampleInput[], options: RunFileOptions): Promise<RunSummary> {
  const inputs = typeof input === "string" ? [{ path: input }] : input;
  if (inputs.length === 0) throw new CellScapeError("bad-option", "run: expected a file, got none");
  if (inputs.length > 1 && options.config.sampleKey !== undefined) {
    const way = "leave it out: each file is a sample";
    throw new CellScapeError("bad-option", `--sample-key: expected one file, got ${inputs.length}; ${way}`);
  }
  // Settings that do not fit together are told before anything is read.
  chosenMethod(options.config);
  wantedAnalyses(options.config);
  const given = await readAnalysisInputs(options.config, fileSource);
  const tidy = await lockOutputFolder(
    options.out,
    inputs.map(({ path }) => path),
  );
  try {
    return await runInputs(inputs, options, given);
  } finally {
    tidy();
  }
}

async function runInputs(
  inputs: readonly SampleInput[],
  options: RunFileOptions,
  given: Readonly<Record<string, unknown>>,
): Promise<RunSummary> {
  const { config: asked, out, signal, timings = true, command = [] } = options;
  const { report, notes, warnings, peaksMb } = collectNotes(options.report);
  const clock = () => performance.now() / 1000;
  const started = clock();
  const stage = async <T>(step: string, does: string, work: () => Promise<T>): Promise<[T, number]> => {
    const began = clock();
    report({ kind: "begin", step, does });
    const made = await work();
    const seconds = clock() - began;
    report({ kind: "end", step, seconds });
    return [made, seconds];
  };

  // What is said of the plan is no part of the results: it depends on the machine.
  const plan = (size: TissueSize, config: Config) => planOf(size, config, (progress) => options.report?.(progress));
  const size = await sizeBeforehand(inputs, asked);
  // Of a file that was not read yet only the option tells that it holds several samples.
  const samples = asked.sampleKey === undefined ? 1 : 2;
  const planned = size && plan(size, { ...asked, seeds: seedsOf(asked, { ...size, samples }) });
  const [input, readSeconds] = await stage("read", `Read ${inputs.map(({ path }) => path).join(", ")}`, () =>
    readInput(inputs, asked, createTask("read", { report, signal })),
  );
  const settled = { ...asked, seeds: seedsFor(asked, input.dataset) };
  const {
    config: fitted,
    change,
    workers: count,
    record: plannedRecord,
  } = planned ?? plan(sizeOf(input.dataset), settled);
  const config = { ...settled, ...fitted, seeds: settled.seeds };
  if (change !== undefined) {
    report({ kind: "note", step: "plan", text: `${change}, so that training fits into memory` });
  }
  checkAnalyses(input.dataset, config, given);
  const engine = lazyEngine(config, report);
  const checkpoints = await checkpointsOf({ input, inputs, config, engine: engine.get, given }, options);
  const workers = seedWorkers(engine.used() ?? "none", { count, threads: config.threads ?? 1 });
  const context = { config, engine: engine.get, report, signal, clock, checkpoints, workers, inputs: given };
  const { artifacts, seconds } = await run(
    input.dataset,
    wantedArtifacts(config, input.dataset),
    allSteps(),
    context,
  ).catch((error: unknown) => {
    checkpoints.tellKept();
    throw error;
  });
  const spent = { read: readSeconds, ...seconds };
  const record = runRecord({ artifacts, config, notes, warnings, engine: engine.used(), version });
  const finished = { input, artifacts, config, record, timings: timings ? spent : undefined, command };
  const { embeddings, domainCount, domains } = artifacts;
  const stopped = [...embeddings, domainCount, domains].some((made) => made?.stoppedEarly);

  const results = resultsIn(out);
  const [{ written, total, mostMb }] = await stage("write", `Write results to ${out}`, async () => {
    const written = await writeResults(finished, results, createTask("write", { report }));
    if (artifacts.model) await results.save(modelName, await packModel(artifacts.model));
    await removeStale(
      results,
      inputs.map(({ path }) => path),
    );
    const total = clock() - started;
    const times = {
      timings_seconds: { ...spent, total },
      ...resources(workers?.peakMb()),
      peak_memory_mb_until: peaksMb,
    };
    const manifest = {
      ...{ command, stopped, ...record, input: input.file, plan: plannedRecord },
      ...{ ...times, files: [...results.files] },
    };
    await results.save(manifestName, `${JSON.stringify(manifest, undefined, 2)}\n`);
    return { written, total, mostMb: times.peak_memory_mb };
  });

  if (stopped) checkpoints.tellKept();
  else await checkpoints.clear();
  const { clusters } = artifacts.domains;
  const found = `${clusters === 1 ? "1 domain" : `${clusters} domains`} in ${total.toFixed(1)} s, ${mostMb} MB at most`;
  const lines = [found, ...whereLines(written, config, out), ...sampleLines(input, out)];
  return { result: written.result, map: written.map, stopped, lines };
}

/** The checkpoints of this run: what it computes is decided by its settings, its inputs, its engine and the given files. */
async function checkpointsOf(
  made: {
    input: Input;
    inputs: readonly SampleInput[];
    config: RunConfig;
    engine: Context["engine"];
    given: Readonly<Record<string, unknown>>;
  },
  { out, report, resume = false, checkpointSeconds = 30 }: RunFileOptions,
) {
  const { config } = made;
  const engine = chosenMethod(config).method.usesEngine ? (await made.engine()).name : "none";
  const attributes = made.inputs.map((sample) => ({ ...sample, path: "" }));
  // What steps read that are made anew may change when a run continues.
  const { options: idle, inputs: read } = madeAnew();
  const given = Object.fromEntries(Object.entries(made.given).filter(([name]) => !read.includes(name)));
  const fingerprint = fingerprintOf(config, { files: made.input.file, attributes, engine, given, idle });
  // Not heard by the run's record: a run that was cut off ends as one that was not.
  const say = (text: string) => report?.({ kind: "note", step: "checkpoints", text });
  return openCheckpoints(out, fingerprint, { resume, everySeconds: checkpointSeconds, say });
}

/** CPU seconds of this process so far, and its peak memory with the most that its workers can have held beside it. */
function resources(workersMb = 0) {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return { cpu_seconds: (userCPUTime + systemCPUTime) / 1e6, peak_memory_mb: peakMb() + workersMb };
}
