import { silentTask, type Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Product } from "./multiply.ts";

/** Products between two updates of the task: about a tenth of a second. */
const pieceProducts = 2 ** 25;

/**
 * X^T X of sparse rows. Cost: half the sum over rows of the squared number of entries.
 *
 * Four entries of a row at a time, so that a load of another entry serves four sums; the plain code is the last loop.
 *
 * @param data [n, p]
 * @returns [p, p] symmetric
 */
export async function sparseColumnGram(data: Sparse, task: Task = silentTask): Promise<Product> {
  const { rows, columns } = data;
  const gram = new Float64Array(columns * columns);
  for (let from = 0; from < rows; ) {
    const to = pieceEnd(data, from);
    addRowProductsInto(gram, data, from, to);
    await task.update(to / rows);
    from = to;
  }
  for (let u = 0; u < columns; u++) for (let v = 0; v < u; v++) gram[v * columns + u] = gram[u * columns + v];
  return { rows: columns, columns, values: gram };
}

/** The row at which the products from row `from` on fill a piece. */
function pieceEnd({ rows, starts }: Sparse, from: number): number {
  let products = 0;
  let i = from;
  for (; i < rows && products <= pieceProducts; i++) products += (starts[i + 1] - starts[i]) ** 2 / 2;
  return i;
}

/** Adds the products of the entries of rows `from` to `to` to the lower triangle of the Gram matrix. */
function addRowProductsInto(
  gram: Float64Array,
  { columns, starts, indices, values }: Sparse,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const first = starts[i];
    const end = starts[i + 1];
    let e = first;
    for (; e + 3 < end; e += 4) {
      const row0 = indices[e] * columns;
      const row1 = indices[e + 1] * columns;
      const row2 = indices[e + 2] * columns;
      const row3 = indices[e + 3] * columns;
      const value0 = values[e];
      const value1 = values[e + 1];
      const value2 = values[e + 2];
      const value3 = values[e + 3];
      // What lands above the diagonal is overwritten below.
      for (let f = first; f < e + 4; f++) {
        const u = indices[f];
        const value = values[f];
        gram[row0 + u] += value0 * value;
        gram[row1 + u] += value1 * value;
        gram[row2 + u] += value2 * value;
        gram[row3 + u] += value3 * value;
      }
    }
    for (; e < end; e++) {
      const row = indices[e] * columns;
      const value = values[e];
      for (let f = first; f <= e; f++) gram[row + indices[f]] += value * values[f];
    }
  }
}

/**
 * X X^T of sparse rows. Cost: half the sum over columns of the squared number of entries.
 *
 * @param data [n, p]
 * @returns [n, n] symmetric
 */
export function sparseRowGram(data: Sparse, task: Task = silentTask): Promise<Product> {
  return sparseColumnGram(transposed(data), task);
}

/** The same entries, column by column; rows ascend within a column because they are visited in order. */
function transposed({ rows: n, columns: p, starts, indices, values }: Sparse): Sparse {
  const columnStarts = new Uint32Array(p + 1);
  for (let e = 0; e < starts[n]; e++) columnStarts[indices[e] + 1]++;
  for (let u = 0; u < p; u++) columnStarts[u + 1] += columnStarts[u];
  const next = columnStarts.slice(0, p);
  const cells = new Uint32Array(starts[n]);
  const moved = new Float32Array(starts[n]);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const to = next[indices[e]]++;
      cells[to] = i;
      moved[to] = values[e];
    }
  }
  return { rows: p, columns: n, starts: columnStarts, indices: cells, values: moved };
}
