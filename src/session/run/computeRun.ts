import { type AllArtifacts, allSteps } from "../../analyses/registry.ts";
import { madeAnew } from "../../analyses/wanted.ts";
import { wantedArtifacts } from "../../analyses/wantedArtifacts.ts";
import type { HostWorkers } from "../../host/host.ts";
import type { Context } from "../../run/artifacts.ts";
import { chosenMethod } from "../../run/options/settings.ts";
import { type RunResult, run } from "../../run/run.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { lazyEngine } from "./lazyEngine.ts";
import { openCheckpoints, type RunCheckpoints } from "./openCheckpoints.ts";
import type { PreparedRun } from "./prepareRun.ts";
import type { Session } from "./session.ts";

/** What a run made, and by what means. */
export interface ComputedRun extends RunResult<AllArtifacts, keyof AllArtifacts> {
  /** Name of the engine that was used, if any. */
  readonly engine: string | undefined;
  readonly checkpoints: RunCheckpoints;
  readonly workers: HostWorkers | undefined;
}

/** Make all artifacts that the results are written from. Finished work is kept as the steps go on. */
export async function computeRun(session: Session, prepared: PreparedRun, given: object): Promise<ComputedRun> {
  const { host, report } = session;
  const { config, input } = prepared;
  const engine = lazyEngine(host, config, report);
  const checkpoints = await checkpointsOf(session, prepared, { given, engine: engine.get });
  const workers = host.workers(engine.used() ?? "none", { count: prepared.workers, threads: config.threads ?? 1 });
  const context: Context = {
    ...{ config, engine: engine.get, report, signal: session.options.signal, clock: host.clock, checkpoints, workers },
    inputs: given,
  };
  try {
    const made = await run(input.dataset, wantedArtifacts(config, input.dataset), allSteps(), context);
    return { ...made, engine: engine.used(), checkpoints, workers };
  } catch (error) {
    checkpoints.tellKept();
    throw error;
  }
}

/** The checkpoints of this run: what it computes is decided by its settings, its inputs, its engine and the given files. */
async function checkpointsOf(
  { host, inputs, options }: Session,
  { config, input }: PreparedRun,
  made: { readonly given: object; readonly engine: Context["engine"] },
): Promise<RunCheckpoints> {
  const { out, resume = false, checkpointSeconds = 30 } = options;
  const engine = chosenMethod(config).method.usesEngine ? (await made.engine()).name : "none";
  const attributes = inputs.map((sample) => ({ ...sample, path: "" }));
  // What steps read that are made anew may change when a run continues.
  const { options: idle, inputs: read } = madeAnew();
  const given = Object.fromEntries(Object.entries(made.given).filter(([name]) => !read.includes(name)));
  const fingerprint = fingerprintOf(host, config, { files: input.file, attributes, engine, given, idle });
  // Not heard by the run's record: a run that was cut off ends as one that was not.
  const say = (text: string) => options.report?.({ kind: "note", step: "checkpoints", text });
  return openCheckpoints(host, out, fingerprint, { resume, everySeconds: checkpointSeconds, say });
}
