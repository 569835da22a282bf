import type { BatchCorrection } from "../data/batchCorrection.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { correctedRows } from "./correctBatches.ts";
import type { Scaled } from "./scale.ts";

export interface ScaleCorrectedOptions {
  /** z-scores, means of 0 only, or the corrected values as they are. */
  readonly scale: "z-score" | "center" | "none";
  /** Largest size of a z-score. */
  readonly clip?: number;
}

/** Cells corrected at a time. */
const blockRows = 4096;

/**
 * Expression without batch effects, each gene scaled over all cells: the dense form of `zScore` or `centre` of corrected
 * values, made block by block.
 *
 * @param expression [n, p] the values that `correction` was fitted to, n >= 2; not modified.
 */
export function scaleCorrected(
  expression: Sparse,
  correction: BatchCorrection,
  { scale, clip = 10 }: ScaleCorrectedOptions,
): Scaled {
  const { rows: n, columns: p } = expression;
  const { mean, variance } = correctedMoments(expression, correction);
  const deviation = variance.map((v) => (scale === "z-score" ? Math.sqrt(v) || 1 : 1));
  const offset = scale === "none" ? new Float64Array(p) : mean;
  const limit = scale === "z-score" ? clip : Number.POSITIVE_INFINITY;
  const values = new Float32Array(n * p);
  forBlocks(expression, correction, (block, from) => {
    for (let e = 0, at = from * p; e < block.values.length; e++, at++) {
      const u = e % p;
      const scaled = scale === "z-score" && variance[u] === 0 ? 0 : (block.values[e] - offset[u]) / deviation[u];
      values[at] = Math.max(-limit, Math.min(limit, scaled));
    }
  });
  return { matrix: { rows: n, columns: p, values }, mean: offset, deviation };
}

/** Mean of each corrected gene, then its variance from the offsets to the mean, with n - 1 in the denominator. */
function correctedMoments(expression: Sparse, correction: BatchCorrection) {
  const { rows: n, columns: p } = expression;
  const mean = new Float64Array(p);
  forBlocks(expression, correction, ({ values }) => {
    for (let e = 0; e < values.length; e++) mean[e % p] += values[e];
  });
  for (let u = 0; u < p; u++) mean[u] /= n;
  const variance = new Float64Array(p);
  forBlocks(expression, correction, ({ values }) => {
    for (let e = 0; e < values.length; e++) variance[e % p] += (values[e] - mean[e % p]) ** 2;
  });
  for (let u = 0; u < p; u++) {
    variance[u] /= n - 1;
    // Corrected values are float32: what their rounding leaves of a constant gene is not variance.
    if (variance[u] <= (1e-6 * mean[u]) ** 2) variance[u] = 0;
  }
  return { mean, variance };
}

function forBlocks(expression: Sparse, correction: BatchCorrection, use: (block: Matrix, from: number) => void): void {
  for (let from = 0; from < expression.rows; from += blockRows) {
    use(correctedRows(expression, correction, { from, to: Math.min(from + blockRows, expression.rows) }), from);
  }
}
