import type { Graph } from "../../data/graph.ts";
import type { SpatialStatistic } from "./autocorrelation.ts";

/** Sums over the weights w of a graph that the analytic variances need. */
export interface WeightMoments {
  /** sum_ij w_ij. */
  readonly sum: number;
  /** sum_ij (w_ij + w_ji)^2 / 2. */
  readonly s1: number;
  /** sum_i (sum_j w_ij + sum_j w_ji)^2. */
  readonly s2: number;
}

/**
 * The moments of a graph whose edges weigh the same at the cell that they leave.
 *
 * @param perEdge [n] weight of each edge that leaves the cell.
 * @see squidpy's _g_moments.
 */
export function weightMoments({ starts, targets }: Graph, perEdge: Float64Array): WeightMoments {
  const n = perEdge.length;
  const through = new Float64Array(n);
  let sum = 0;
  let s1 = 0;
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const j = targets[e];
      sum += perEdge[i];
      s1 += (perEdge[i] + perEdge[j]) ** 2 / 2;
      through[i] += perEdge[i];
      through[j] += perEdge[i];
    }
  }
  return { sum, s1, s2: through.reduce((total, weight) => total + weight * weight, 0) };
}

export interface VarianceInputs {
  readonly n: number;
  readonly moments: WeightMoments;
  /** Of the values, for the variance over all their permutations; absent for normal values. */
  readonly kurtosis: number | undefined;
}

/**
 * Variance by chance of Moran's I or Geary's C, for normal values or over all permutations of given ones.
 *
 * @see Cliff and Ord, Spatial Processes (1981), chapter 2; squidpy's _analytic_pval (normal); esda (both).
 */
export function autocorrelationVariance(
  statistic: SpatialStatistic,
  { n, moments: { sum, s1, s2 }, kurtosis: k }: VarianceInputs,
): number {
  const square = sum * sum;
  if (statistic === "moran") {
    const expected = -1 / (n - 1);
    if (k === undefined) return (n * n * s1 - n * s2 + 3 * square) / ((n - 1) * (n + 1) * square) - expected ** 2;
    const values = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square);
    const peaks = k * ((n * n - n) * s1 - 2 * n * s2 + 6 * square);
    return (values - peaks) / ((n - 1) * (n - 2) * (n - 3) * square) - expected ** 2;
  }
  if (k === undefined) return ((2 * s1 + s2) * (n - 1) - 4 * square) / (2 * (n + 1) * square);
  const terms =
    (n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * k) -
    ((n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * k)) / 4 +
    square * (n * n - 3 - (n - 1) ** 2 * k);
  return terms / (n * (n - 2) * (n - 3) * square);
}
