import { expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";

/** Cells between two updates of the task. */
const pieceRows = 1 << 13;

/**
 * Each cell's own row, and beside it the means over the cells at graph distance exactly 1, 2, ...: rings, not discs. The
 * mean of an empty ring is 0.
 *
 * @param points [n, d]. Not modified.
 * @param graph of the n cells.
 * @param rings how many, >= 0.
 * @returns [n, (1 + rings) d] in the precision of the points.
 * @throws bad-shape when the graph has another number of cells.
 * @see Varrone et al. 2024 (CellCharter).
 */
export async function ringMeans(
  { rows: n, columns: d, values }: Matrix,
  { starts, targets }: Graph,
  rings: number,
  task: Task = silentTask,
): Promise<Matrix> {
  expectShape("ringMeans: graph", [starts.length - 1], { cells: n });
  const columns = (1 + rings) * d;
  const means = new (values instanceof Float32Array ? Float32Array : Float64Array)(n * columns);
  const met = new Int32Array(n).fill(-1);
  const sums = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    if (i > 0 && i % pieceRows === 0) await task.update(i / n);
    means.set(values.subarray(i * d, (i + 1) * d), i * columns);
    met[i] = i;
    let ring = [i];
    for (let r = 1; r <= rings && ring.length > 0; r++) {
      const next: number[] = [];
      sums.fill(0);
      for (const cell of ring) {
        for (let e = starts[cell]; e < starts[cell + 1]; e++) {
          const other = targets[e];
          if (met[other] === i) continue;
          met[other] = i;
          next.push(other);
          for (let u = 0, at = other * d; u < d; u++, at++) sums[u] += values[at];
        }
      }
      if (next.length > 0) for (let u = 0; u < d; u++) means[i * columns + r * d + u] = sums[u] / next.length;
      ring = next;
    }
  }
  return { rows: n, columns, values: means };
}
