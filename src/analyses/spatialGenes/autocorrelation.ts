import type { Graph } from "../../data/graph.ts";

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
  { starts, targets, perEdge, through }: WeightedGraph,
  { column, cells, entries, spread, sum }: SparseColumn,
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
    if (neighbors !== 0) cross += x * neighbors * perEdge[i];
    linear += x * through[i];
    quadratic += x * x * through[i];
  }
  for (let e = 0; e < cells.length; e++) column[cells[e]] = 0;
  const { mean, squares } = spread;
  return statistic === "moran"
    ? ((n / sum) * (cross - mean * linear + mean * mean * sum)) / squares
    : ((n - 1) * (quadratic - 2 * cross)) / (2 * sum * squares);
}

/** One gene over n cells. */
export interface SparseColumn {
  /** Cell and value of each stored entry. */
  readonly cells: Uint32Array;
  readonly entries: Float32Array;
  readonly spread: Spread;
  /** [n] scratch: all zero before and after. */
  readonly column: Float64Array;
  /** Sum of all weights of the graph. */
  readonly sum: number;
}

/** A graph whose edges weigh the same at the cell that they leave. */
export interface WeightedGraph extends Pick<Graph, "starts" | "targets"> {
  /** [n] weight of each edge that leaves the cell. */
  readonly perEdge: Float64Array;
  /** [n] weights of the edges that leave the cell plus of those that reach it. */
  readonly through: Float64Array;
}

/** Weigh the edges: each one, or those of a cell one together; a cell without edges has none. */
export function weightEdges({ starts, targets }: Graph, rowNormalized: boolean): WeightedGraph {
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
  return { starts, targets, perEdge, through };
}

/**
 * The same graph with cell i at the place of `place[i]`. Clear form of a permutation: move the values over the cells.
 * Moving the graph under the values instead is done once for all genes, and reads their entries in order.
 */
export function relabel({ starts, targets, perEdge, through }: WeightedGraph, place: Uint32Array): WeightedGraph {
  const n = place.length;
  const cellAt = new Uint32Array(n);
  for (let i = 0; i < n; i++) cellAt[place[i]] = i;
  const movedStarts = new Uint32Array(n + 1);
  const movedTargets = new Uint32Array(targets.length);
  for (let i = 0, next = 0; i < n; i++) {
    for (let e = starts[place[i]]; e < starts[place[i] + 1]; e++) movedTargets[next++] = cellAt[targets[e]];
    movedStarts[i + 1] = next;
  }
  return {
    starts: movedStarts,
    targets: movedTargets,
    perEdge: perEdge.map((_, i) => perEdge[place[i]]),
    through: through.map((_, i) => through[place[i]]),
  };
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
