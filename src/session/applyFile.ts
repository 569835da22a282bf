import { hasHints } from "../analyses/hints/options.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import { slugsOf } from "../results/reported.ts";
import { describe } from "../run/transfer/novelty.ts";
import type { RunConfig } from "./options/run.ts";
import { readModel } from "./read/modelFile.ts";
import { sampleNames } from "./read/sampleNames.ts";
import { applyJob, configOfModel } from "./run/applyJob.ts";
import { type ComputedRun, computeRun } from "./run/computeRun.ts";
import { concludeRun } from "./run/concludeRun.ts";
import type { RunCheckpoints } from "./run/openCheckpoints.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

export interface ApplyFileOptions extends SessionOptions {
  /** Settings that mean the same as for a run: reading, engine, memory, analyses, the report. The model decides the others. */
  readonly config: RunConfig;
  /** Least share of the model's genes that a sample must have. */
  readonly overlap?: number | undefined;
  /** False leaves expression as it is instead of bringing it to the training data's mean and deviation. */
  readonly align?: boolean | undefined;
}

export interface ApplySummary {
  /** True if the signal ended the work early. */
  readonly stopped: boolean;
  readonly lines: readonly string[];
}

/**
 * Embed samples with the model of an earlier run and sort their cells into its domains, without training. With several
 * inputs each has a folder of its own in `out`.
 *
 * @throws CellScapeError for a model or samples that cannot be read or do not fit; nothing half-written stays.
 */
export async function applyFile(
  host: Host,
  path: string,
  inputs: readonly string[],
  { overlap = 0.8, align = true, config: given, out, ...options }: ApplyFileOptions,
): Promise<ApplySummary> {
  const model = await readModel(host, path);
  const config = configOfModel(model, { ...given, overlap });
  if (hasHints(config) || config.labelNext !== undefined) {
    const way = "leave them out, or find domains anew with cellscape run --hints";
    throw new CellScapeError(
      "bad-option",
      `apply: expected the domains of the model, got labels of some cells; ${way}`,
    );
  }
  const read = await checkedInputs(config, host.files.openFile);
  const job = applyJob({ model, path, settings: { overlap, align } });
  const samples = inputs.map((input) => ({ path: input }));
  const folders =
    inputs.length === 1 ? [out] : slugsOf(sampleNames(host, samples)).map((name) => host.paths.join(out, name));
  const protects = [...inputs, path];
  // The folder of one sample is locked by its session.
  const unlock = inputs.length === 1 ? () => undefined : await host.files.lockOutputFolder(out, protects);
  const lines: string[] = [];
  const finished: RunCheckpoints[] = [];
  let stopped = false;
  try {
    for (const [s, sample] of samples.entries()) {
      const session = await openSession(host, [sample], { ...options, out: folders[s], protects });
      try {
        const prepared = await unlessEnding(prepareRun(session, job, config, read), options.ending);
        const computed = await computeRun(session, job, prepared, read);
        const summary = await concludeRun(session, job, prepared, withCheckpointsKept(computed, finished));
        stopped ||= summary.stopped;
        lines.push(`${sample.path}: ${describe(computed.artifacts.novelty)}`, ...summary.lines);
      } finally {
        session.close();
      }
    }
    if (!stopped) for (const checkpoints of finished) await checkpoints.clear();
    return { stopped, lines };
  } finally {
    unlock();
  }
}

/** The checkpoints of a finished sample are cleared once all samples are finished: until then, `resume` needs them. */
function withCheckpointsKept<Run extends Pick<ComputedRun, "checkpoints">>(run: Run, finished: RunCheckpoints[]): Run {
  const { checkpoints } = run;
  if (checkpoints === undefined) return run;
  const clear = async () => {
    finished.push(checkpoints);
  };
  return { ...run, checkpoints: { ...checkpoints, clear } };
}
