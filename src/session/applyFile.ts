import { hasHints } from "../analyses/hints/options.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import { describe } from "../run/transfer/novelty.ts";
import { type Applied, applyEach } from "./apply/applyEach.ts";
import type { RunConfig } from "./options/run.ts";
import { fileDigest } from "./read/digest.ts";
import { readModel } from "./read/modelFile.ts";
import type { SampleInput } from "./read/sampleSheet.ts";
import { applyJob, configOfModel } from "./run/applyJob.ts";
import { type ComputedRun, computeRun } from "./run/computeRun.ts";
import { concludeRun } from "./run/concludeRun.ts";
import type { RunCheckpoints } from "./run/openCheckpoints.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

/** Settings of label transfer. */
export interface ApplyFileOptions extends SessionOptions {
  /** Settings that mean the same as for a run: reading, engine, memory, analyses, the report. The model decides the others. */
  readonly config: RunConfig;
  /** Least share of the model's genes that a sample must have. */
  readonly overlap?: number | undefined;
  /** False leaves expression as it is instead of bringing it to the training data's mean and deviation. */
  readonly align?: boolean | undefined;
}

/** What label transfer wrote, and which samples failed. */
export interface ApplySummary {
  /** True if the signal ended the work early. */
  readonly stopped: boolean;
  readonly lines: readonly string[];
  /** Of several samples, why some failed. */
  readonly failures: readonly CellScapeError[];
}

/**
 * Embed samples with the model of an earlier run and sort their cells into its domains, without training. With several
 * inputs each has a folder of its own in `out`, beside domains.csv of all of them and status.csv; one that cannot be
 * analysed does not end the work on the others.
 *
 * @throws CellScapeError for a model, or a sample alone, that cannot be read or does not fit, and for results that cannot be
 * written; nothing half-written stays.
 */
export async function applyFile(
  host: Host,
  path: string,
  inputs: readonly (string | SampleInput)[],
  { overlap = 0.8, align = true, config: given, ...options }: ApplyFileOptions,
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
  const sha256 = await fileDigest(host, await host.files.openFile(path));
  const job = applyJob({ model, name: host.paths.basename(path), sha256, settings: { overlap, align } });
  const samples = inputs.map((input) => (typeof input === "string" ? { path: input } : input));
  const protects = [...samples.map((sample) => sample.path), path];
  const finished: RunCheckpoints[] = [];
  const applyOne = async (sample: SampleInput, own: SessionOptions): Promise<Applied> => {
    const session = await openSession(host, [sample], { ...own, protects });
    try {
      const prepared = await unlessEnding(prepareRun(session, job, config, read), own.ending);
      const computed = await computeRun(session, job, prepared, read);
      const { stopped, lines } = await concludeRun(session, job, prepared, withCheckpointsKept(computed, finished));
      const { dataset, selection, novelty } = computed.artifacts;
      const { verdict, beyond } = novelty;
      const found = { cells: dataset.cells.length, cellsUsed: selection.cells.length, novelty: { verdict, beyond } };
      return { ...found, stopped, lines: [`${sample.path}: ${describe(novelty)}`, ...lines] };
    } finally {
      session.close();
    }
  };
  const [only, ...others] = samples;
  const summary =
    only !== undefined && others.length === 0
      ? { ...(await applyOne(only, options)), failures: [] }
      : await applyEach(host, samples, applyOne, { ...options, protects });
  if (!summary.stopped && summary.failures.length === 0) for (const checkpoints of finished) await checkpoints.clear();
  return summary;
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
