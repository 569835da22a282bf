import type { BenchRecord, Measure, RefinementKind, RunRecord } from "../record.ts";

/** What of the runs is looked at. */
export interface Aspect {
  readonly measure: Measure;
  readonly refinement: RefinementKind;
}

/** The runs of a method on a data set that ended well, in the order of their seeds. */
export function doneRuns({ runs }: Pick<BenchRecord, "runs">, data: string, method: string): readonly RunRecord[] {
  const found = runs.filter((run) => run.data === data && run.method === method && run.scores !== undefined);
  return found.toSorted((a, b) => (a.seed ?? -1) - (b.seed ?? -1));
}

/** Scores of runs, one per seed; none where the measure is not known. */
export function scoresOf(runs: readonly RunRecord[], { measure, refinement }: Aspect): number[] {
  return runs.flatMap(({ scores }) => scores?.[refinement][measure] ?? []);
}

/** True where several seeds found the same domains, or there is no seed: equal values are no sample. */
export function isFixed(runs: readonly RunRecord[]): boolean {
  if (runs.length < 2) return runs.length === 1 && runs[0].seed === undefined;
  return new Set(runs.map(({ labels }) => labels)).size === 1;
}

/**
 * The run whose score is the median, the lower one of two: what is shown of a method is never its best run.
 *
 * @returns undefined where no run ended well.
 */
export function medianRun(runs: readonly RunRecord[], aspect: Aspect): RunRecord | undefined {
  const ranked = runs.toSorted((a, b) => scoresOf([a], aspect)[0] - scoresOf([b], aspect)[0]);
  return ranked[Math.floor((ranked.length - 1) / 2)];
}
