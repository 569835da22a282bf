import type { Graph } from "../data/graph.ts";

/** Moran's I or Geary's C. */
export type SpatialStatistic = "moran" | "geary";

/**
 * Spatial autocorrelation of one sparse column.
 *
 * Clear form, with z the deviations from the mean and w the weights:
 * I = n / W * sum_ij w_ij z_i z_j / sum z^2; C = (n - 1) / 2W * sum_ij w_ij (x_i - x_j)^2 / sum z^2.
 * Both are expanded in x so that only the stored entries are visited.
 */
export function autocorrelation(
  statistic: SpatialStatistic,
  { graph: { starts, targets }, weights, column, cells, entries, spread, sum }: Evaluation,
): number {
  const n = column.length;
  for (let e = 0; e < cells.length; e++) column[cells[e]] = entries[e];
  let cross = 0;
  let linear = 0;
  let quadratic = 0;
  for (let e = 0; e < cells.length; e++) {
    const i = cells[e];
    const x = entries[e];
    let neighbors = 0;
    for (let f = starts[i]; f < starts[i + 1]; f++) neighbors += column[targets[f]];
    if (neighbors !== 0) cross += x * neighbors * weights.perEdge[i];
    linear += x * weights.through[i];
    quadratic += x * x * weights.through[i];
  }
  for (let e = 0; e < cells.length; e++) column[cells[e]] = 0;
  const { mean, squares } = spread;
  return statistic === "moran"
    ? ((n / sum) * (cross - mean * linear + mean * mean * sum)) / squares
    : ((n - 1) * (quadratic - 2 * cross)) / (2 * sum * squares);
}

/** A sparse column on a graph. */
export interface Evaluation {
  readonly graph: Graph;
  readonly weights: CellWeights;
  /** [n] scratch: all zero before and after. */
  readonly column: Float64Array;
  /** Cell and value of each stored entry. */
  readonly cells: Uint32Array;
  readonly entries: Float32Array;
  readonly spread: Spread;
  /** Sum of all weights. */
  readonly sum: number;
}

/** Weights of the edges that leave each cell, and what each cell carries in all. */
export interface CellWeights {
  /** [n] weight of each edge that leaves the cell. */
  readonly perEdge: Float64Array;
  /** [n] weights of the edges that leave the cell plus of those that reach it. */
  readonly through: Float64Array;
}

/** Weights of a graph: one an edge, or one a cell shared by its edges; a cell without edges has none. */
export function weightCells({ starts, targets }: Graph, rowNormalized: boolean): CellWeights {
  const n = starts.length - 1;
  const perEdge = new Float64Array(n);
  const through = new Float64Array(n);
  for (let i = 0; i < n; i++) perEdge[i] = rowNormalized ? 1 / Math.max(1, starts[i + 1] - starts[i]) : 1;
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      through[i] += perEdge[i];
      through[targets[e]] += perEdge[i];
    }
  }
  return { perEdge, through };
}

/** How the values of a column are spread over its n cells. */
export interface Spread {
  readonly mean: number;
  /** Sum of squared deviations. */
  readonly squares: number;
  /** Fourth moment over the squared second; 3 for a normal variable. */
  readonly kurtosis: number;
  readonly constant: boolean;
}

/** Moments of a sparse column of n cells from its stored entries; two passes, so no cancellation. */
export function spreadOf(entries: Float32Array, n: number): Spread {
  let sum = 0;
  let low = entries.length < n ? 0 : entries[0];
  let high = low;
  for (const x of entries) {
    sum += x;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const mean = sum / n;
  const zeros = n - entries.length;
  let squares = zeros * mean ** 2;
  let fourths = zeros * mean ** 4;
  for (const x of entries) {
    const square = (x - mean) ** 2;
    squares += square;
    fourths += square * square;
  }
  return { mean, squares, kurtosis: (n * fourths) / (squares * squares), constant: low === high };
}
