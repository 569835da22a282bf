import type { AllArtifacts } from "../../analyses/registry.ts";
import { madeAnew } from "../../analyses/wanted.ts";
import type { HostWorkers } from "../../host/host.ts";
import type { Context } from "../../run/artifacts.ts";
import { type RunResult, run } from "../../run/run.ts";
import type { StepTable } from "../../run/step.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Job } from "./job.ts";
import { lazyEngine } from "./lazyEngine.ts";
import { openCheckpoints, type RunCheckpoints } from "./openCheckpoints.ts";
import type { PreparedRun } from "./prepareRun.ts";
import type { Session } from "./session.ts";
import { unlessEnding } from "./unlessEnding.ts";

/** What a run made, and by what means. */
export interface ComputedRun<Made extends AllArtifacts = AllArtifacts> extends RunResult<Made, keyof Made> {
  /** Name of the engine that was used, if any. */
  readonly engine: string | undefined;
  readonly checkpoints: RunCheckpoints | undefined;
  readonly workers: HostWorkers | undefined;
}

/** Make all artifacts that the results are written from. Finished work is kept as the steps go on. */
export async function computeRun<Made extends AllArtifacts>(
  session: Session,
  job: Job<Made>,
  prepared: PreparedRun,
  given: object,
): Promise<ComputedRun<Made>> {
  const { host, report } = session;
  const { config, input } = prepared;
  const engine = lazyEngine(host, config, report);
  const name = job.usesEngine(config) ? (await engine.get()).name : "none";
  const checkpoints = job.resumable ? await checkpointsOf(session, job, prepared, { given, engine: name }) : undefined;
  const workers = host.workers(engine.used() ?? "none", { count: prepared.workers, threads: config.threads ?? 1 });
  const context: Context = {
    ...{ config, engine: engine.get, report, clock: host.clock, workers },
    ...signalsOf(session.options),
    ...(checkpoints ? { checkpoints } : {}),
    inputs: given,
  };
  try {
    const steps: StepTable = job.steps;
    const work = run(input.dataset, job.wanted(config, input.dataset), steps, context);
    const { artifacts, seconds } = await unlessEnding(work, context.ending, checkpoints?.flush);
    // Each step made the artifact of its name.
    return { artifacts: artifacts as unknown as Made, seconds, engine: engine.used(), checkpoints, workers };
  } catch (error) {
    checkpoints?.reportKept();
    throw error;
  }
}

/** Work that ends heeds the signal of a stop too, so that no step goes on for long. */
function signalsOf({ signal, ending }: Session["options"]): Pick<Context, "signal" | "ending"> {
  const signals = [signal, ending].filter((each) => each !== undefined);
  return { signal: signals.length > 0 ? AbortSignal.any(signals) : undefined, ending };
}

/** The checkpoints of this run: what it computes is decided by its settings, its inputs, its engine and the given files. */
async function checkpointsOf(
  { host, inputs, options }: Session,
  { decisive }: Pick<Job, "decisive">,
  { config, input }: PreparedRun,
  made: { readonly given: object; readonly engine: string },
): Promise<RunCheckpoints> {
  const { out, checkpoints = out, resume = false, checkpointSeconds = 30 } = options;
  const attributes = inputs.map((sample) => ({ ...sample, path: "" }));
  // What steps read that are made anew may change when a run continues.
  const { options: idle, inputs: read } = madeAnew();
  const files = Object.fromEntries(Object.entries(made.given).filter(([name]) => !read.includes(name)));
  const given = { ...files, ...decisive };
  const { engine } = made;
  const fingerprint = fingerprintOf(host, config, { files: input.file, attributes, engine, given, idle });
  // Not heard by the run's record: a run that was cut off ends as one that was not.
  const say = (text: string) => options.report?.({ kind: "note", step: "checkpoints", text });
  return openCheckpoints(host, checkpoints, fingerprint, { resume, everySeconds: checkpointSeconds, say });
}
