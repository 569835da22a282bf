import type { Sparse } from "../data/sparse.ts";
import { columnMoments } from "./moments.ts";
import { shrinkBatchEffects } from "./shrinkBatchEffects.ts";

/** Mean and deviation of each gene that values are aligned to. */
export interface GeneReference {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** x -> scales[u] x + shifts[u] for each gene u. */
export interface Alignment {
  readonly scales: Float64Array;
  readonly shifts: Float64Array;
}

/**
 * Bring a new sample to the mean and deviation of a reference that stays as it is: ComBat with a reference batch, shifts
 * and variances shrunk towards those of the sample's other genes. A gene that does not vary here or there is only moved.
 *
 * @param expression [n, p] log expression of the sample, n >= 2.
 * @param missing genes that the sample lacks: every cell gets the reference's mean.
 * @see Johnson, Li and Rabinovic 2007; Zhang et al. 2018 for reference batches.
 */
export function alignToReference(
  expression: Sparse,
  { mean, deviation }: GeneReference,
  missing: ReadonlySet<number> = new Set(),
): Alignment {
  const own = columnMoments(expression);
  const p = expression.columns;
  const scales = new Float64Array(p).fill(1);
  const shifts = Float64Array.from({ length: p }, (_, u) => mean[u] - own.mean[u]);
  const varying = Uint32Array.from({ length: p }, (_, u) => u).filter(
    (u) => !missing.has(u) && deviation[u] > 0 && own.variance[u] > 0,
  );
  if (varying.length < 2) return { scales, shifts };
  const effects = shrinkBatchEffects(
    {
      shifts: Float64Array.from(varying, (u) => (own.mean[u] - mean[u]) / deviation[u]),
      variances: Float64Array.from(varying, (u) => own.variance[u] / deviation[u] ** 2),
    },
    expression.rows,
  );
  varying.forEach((u, v) => {
    // x -> mean + deviation ((x - mean) / deviation - shift) / sqrt(variance)
    const scale = 1 / Math.sqrt(effects.variances[v]);
    scales[u] = scale;
    shifts[u] = (1 - scale) * mean[u] - scale * deviation[u] * effects.shifts[v];
  });
  return { scales, shifts };
}
