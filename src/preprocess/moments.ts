import type { Sparse } from "../data/sparse.ts";

/** Mean and variance of each gene over the cells. */
export interface Moments {
  /** [p] */
  readonly mean: Float64Array;
  /** [p] with n - 1 in the denominator; exactly 0 for a gene that does not vary. */
  readonly variance: Float64Array;
}

/**
 * Mean and variance of each column. The mean comes first and the variance from the offsets to it, so that a large mean
 * does not cancel a small variance. Cost: two passes over the entries.
 *
 * @param data [n, p], n >= 2
 */
export function columnMoments(data: Sparse): Moments {
  const { rows: n, columns: p, starts, indices, values } = data;
  const mean = columnMeans(data);
  const stored = new Uint32Array(p);
  const variance = new Float64Array(p);
  for (let e = 0; e < starts[n]; e++) {
    const u = indices[e];
    const offset = values[e] - mean[u];
    variance[u] += offset * offset;
    stored[u]++;
  }
  for (let u = 0; u < p; u++) {
    variance[u] = (variance[u] + (n - stored[u]) * mean[u] ** 2) / (n - 1);
    // The mean of n equal values may be off by rounding; what that leaves is not variance.
    if (variance[u] <= (1e-10 * mean[u]) ** 2) variance[u] = 0;
  }
  return { mean, variance };
}

/** Mean of each column, [p]. Cost: one pass over the entries. */
export function columnMeans({ rows: n, columns: p, starts, indices, values }: Sparse): Float64Array {
  const mean = new Float64Array(p);
  for (let e = 0; e < starts[n]; e++) mean[indices[e]] += values[e];
  for (let u = 0; u < p; u++) mean[u] /= n;
  return mean;
}
