import type { BatchCorrection } from "../data/batchCorrection.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { ShiftedSparse } from "../data/shiftedSparse.ts";
import type { Sparse } from "../data/sparse.ts";
import { type GeneScale, type ScaleOptions, scalingBy } from "./scale.ts";

/**
 * Genes without batch effects, scaled over all cells, without a dense matrix of them: see `scaledRows`.
 *
 * @param expression [n, p] the values that `correction` was fitted to, n >= 2; not modified.
 */
export function scaleCorrected(
  expression: Sparse,
  correction: BatchCorrection,
  { scale, clip = 10 }: ScaleOptions & { readonly scale: GeneScale },
): ScaledExpression {
  const { means: mean, variances: variance } = correction;
  return { expression, correction, ...scalingBy({ mean, variance }, scale, { clip }) };
}

/**
 * Scaled genes without batch effects as sparse rows plus patterns: what a zero becomes in each batch, and what each
 * covariate adds there. Clipping is exact, save that with covariates a zero itself is not clipped: it would have to lie
 * ten deviations below the mean of its gene.
 */
export function aboveCorrectedZero(
  { expression, offset, divisor, clip }: ScaledExpression,
  correction: BatchCorrection,
): ShiftedSparse {
  const { rows: n, columns: p, starts, indices, values } = expression;
  const { batches, batchOfCell, scales, shifts, covariateCount: width, covariates, slopes } = correction;
  const bounded = (value: number) => Math.max(-clip, Math.min(clip, value));
  /** Patterns of batch b: row b (1 + width) for its zeros, and the next ones for its covariates. */
  const step = 1 + width;
  const count = batches.length * step;
  const patterns = new Float64Array(count * p);
  const zeros = new Float64Array(batches.length * p);
  for (let b = 0; b < batches.length; b++) {
    for (let u = 0; u < p; u++) {
      const zero = (shifts[b * p + u] - offset[u]) / divisor[u];
      zeros[b * p + u] = zero;
      patterns[b * step * p + u] = width === 0 ? bounded(zero) : zero;
      for (let c = 0; c < width; c++) {
        patterns[(b * step + 1 + c) * p + u] = slopes[(b * width + c) * p + u] / divisor[u];
      }
    }
  }
  const factors = new Float64Array(n * step);
  const above = new Float32Array(values.length);
  for (let i = 0; i < n; i++) {
    const b = batchOfCell[i];
    const first = b * step;
    factors[i * step] = 1;
    for (let c = 0; c < width; c++) factors[i * step + 1 + c] = covariates[i * width + c];
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const u = indices[e];
      let zero = zeros[b * p + u];
      for (let c = 0; c < width; c++) zero += covariates[i * width + c] * patterns[(first + 1 + c) * p + u];
      above[e] = bounded(zero + (scales[b * p + u] * values[e]) / divisor[u]) - (width === 0 ? bounded(zero) : zero);
    }
  }
  return {
    sparse: { ...expression, values: above },
    first: Uint32Array.from({ length: n }, (_, i) => step * batchOfCell[i]),
    factors: { rows: n, columns: step, values: factors },
    patterns: { rows: count, columns: p, values: patterns },
  };
}
