import { expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";

/** Cells between two updates of the task. */
const pieceRows = 1 << 15;

/**
 * The smoothing baseline: each round replaces every cell by the mean of itself and its neighbours (row-normalised
 * adjacency with self-loops). A cell without neighbours stays as it is.
 *
 * @param points [n, d] components of the expression. Not modified.
 * @param graph of the n cells.
 * @param rounds how often, >= 0.
 * @returns [n, d] in the precision of the points.
 * @throws bad-shape when the graph has another number of cells.
 * @example
 * import { smooth } from "cellscape/spatial";
 * const smoothed = await smooth(scores, graph, 2);
 */
export async function smooth(points: Matrix, graph: Graph, rounds: number, task: Task = silentTask): Promise<Matrix> {
  const { rows: n, columns: d } = points;
  expectShape("smooth: graph", [graph.starts.length - 1], { cells: n });
  const row = new Float64Array(d);
  let from = points;
  let spare: Matrix["values"] | undefined;
  for (let round = 0; round < rounds; round++) {
    const values = spare ?? new (points.values instanceof Float32Array ? Float32Array : Float64Array)(n * d);
    for (let i = 0; i < n; i++) {
      if (i > 0 && i % pieceRows === 0) await task.update((round + i / n) / rounds);
      neighborMeanInto(row, from, graph, i);
      values.set(row, i * d);
    }
    // Two arrays take turns; the points themselves are not written to.
    spare = round === 0 ? undefined : from.values;
    from = { rows: n, columns: d, values };
  }
  return from;
}

/**
 * Mean of rows [n, d] over cell `i` and its neighbours, into `row` [d]. Four coordinates at a time, whose sums stay in
 * registers.
 */
export function neighborMeanInto(
  row: Float64Array,
  { columns: d, values }: Matrix,
  { starts, targets }: Graph,
  i: number,
): void {
  const first = starts[i];
  const end = starts[i + 1];
  const scale = 1 / (end - first + 1);
  let u = 0;
  for (; u + 3 < d; u += 4) {
    const own = i * d + u;
    let s0 = values[own];
    let s1 = values[own + 1];
    let s2 = values[own + 2];
    let s3 = values[own + 3];
    for (let e = first; e < end; e++) {
      const from = targets[e] * d + u;
      s0 += values[from];
      s1 += values[from + 1];
      s2 += values[from + 2];
      s3 += values[from + 3];
    }
    row[u] = s0 * scale;
    row[u + 1] = s1 * scale;
    row[u + 2] = s2 * scale;
    row[u + 3] = s3 * scale;
  }
  for (; u < d; u++) {
    let sum = values[i * d + u];
    for (let e = first; e < end; e++) sum += values[targets[e] * d + u];
    row[u] = sum * scale;
  }
}
