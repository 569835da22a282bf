import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { expectShape } from "../errors.ts";

/**
 * The smoothing baseline: each round replaces every cell by the mean of itself and its neighbours (row-normalised
 * adjacency with self-loops). A cell without neighbours stays as it is.
 *
 * @param points [n, d] components of the expression. Not modified.
 * @param graph of the n cells.
 * @param rounds how often, >= 0.
 * @returns [n, d] in float64.
 * @throws bad-shape when the graph has another number of cells.
 */
export function smooth(points: Matrix, graph: Graph, rounds: number): Matrix {
  const { rows: n, columns: d } = points;
  expectShape("smooth: graph", [graph.starts.length - 1], { cells: n });
  let from = Float64Array.from(points.values);
  let to = new Float64Array(n * d);
  for (let round = 0; round < rounds; round++) {
    meanOfNeighborsInto(from, graph, to);
    [from, to] = [to, from];
  }
  return { rows: n, columns: d, values: from };
}

function meanOfNeighborsInto(from: Float64Array, { starts, targets }: Graph, to: Float64Array): void {
  const n = starts.length - 1;
  const d = from.length / Math.max(n, 1);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < d; u++) to[i * d + u] = from[i * d + u];
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const j = targets[e];
      for (let u = 0; u < d; u++) to[i * d + u] += from[j * d + u];
    }
    const scale = 1 / (starts[i + 1] - starts[i] + 1);
    for (let u = 0; u < d; u++) to[i * d + u] *= scale;
  }
}
