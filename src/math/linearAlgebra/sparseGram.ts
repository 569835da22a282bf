import { silentTask, type Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import { panelsOf, placeInPanel } from "../kernels/panelProduct.ts";
import type { Product } from "./multiply.ts";

/** Products between two updates of the task: about a tenth of a second. */
const pieceProducts = 2 ** 25;
/** Rows that are made dense at a time: they stay in the second-level cache with the part of the Gram matrix that they meet. */
const denseRows = 256;
/** Products of dense rows, zeros among them, that take as long as one of sparse rows, whose place has to be looked up. */
const denseProducts = 10;
/** Columns up to which rows are made dense: their Gram matrix is then 3 MB. */
const mostDenseColumns = 640;

/**
 * X^T X of sparse rows. Cost: half the sum over rows of the squared number of entries, or of columns where a good share of these
 * is filled. Both ways add the same products in the same order.
 *
 * @param data [n, p] finite values
 * @returns [p, p] symmetric
 */
export function sparseColumnGram(data: Sparse, task: Task = silentTask): Promise<Product> {
  const { rows, columns, starts } = data;
  let sparseProducts = 0;
  for (let i = 0; i < rows; i++) sparseProducts += (starts[i + 1] - starts[i]) ** 2;
  const isDense = columns <= mostDenseColumns && denseProducts * sparseProducts > rows * columns ** 2;
  return isDense ? filledColumnGram(data, task) : scatteredColumnGram(data, task);
}

/** By rows that are made dense, some at a time. */
export async function filledColumnGram(data: Sparse, task: Task = silentTask): Promise<Product> {
  const { rows, columns: p, starts, indices, values } = data;
  const { a, out, width, addProducts, free } = panelsOf({ height: p, width: p, deep: denseRows, same: true });
  const pieceRows = denseRows * Math.ceil((2 * pieceProducts * denseProducts) / (denseRows * p ** 2));
  for (let from = 0; from < rows; from += denseRows) {
    if (from > 0 && from % pieceRows === 0) await task.update(from / rows);
    a.fill(0);
    for (let i = from, end = Math.min(rows, from + denseRows); i < end; i++) {
      for (let e = starts[i]; e < starts[i + 1]; e++) a[placeInPanel(indices[e], i - from, denseRows)] = values[e];
    }
    addProducts();
  }
  await task.update(1);
  const gram = new Float64Array(p * p);
  for (let u = 0; u < p; u++) {
    for (let v = 0; v <= u; v++) gram[u * p + v] = gram[v * p + u] = out[u * width + v];
  }
  free();
  return { rows: p, columns: p, values: gram };
}

/**
 * Product by product. Four entries of a row at a time, so that a load of another entry serves four sums; the plain code is the
 * last loop.
 */
export async function scatteredColumnGram(data: Sparse, task: Task = silentTask): Promise<Product> {
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
