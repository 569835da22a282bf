import type { Sparse } from "../data/sparse.ts";
import type { Product } from "./multiply.ts";

/**
 * X^T X of sparse rows. Cost: half the sum over rows of the squared number of entries.
 *
 * @param data [n, p]
 * @returns [p, p] symmetric
 */
export function sparseColumnGram({ rows, columns, starts, indices, values }: Sparse): Product {
  const gram = new Float64Array(columns * columns);
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const row = indices[e] * columns;
      const value = values[e];
      for (let f = starts[i]; f <= e; f++) gram[row + indices[f]] += value * values[f];
    }
  }
  for (let u = 0; u < columns; u++) for (let v = 0; v < u; v++) gram[v * columns + u] = gram[u * columns + v];
  return { rows: columns, columns, values: gram };
}

/**
 * X X^T of sparse rows. Cost: half the sum over columns of the squared number of entries.
 *
 * @param data [n, p]
 * @returns [n, n] symmetric
 */
export function sparseRowGram(data: Sparse): Product {
  return sparseColumnGram(transposed(data));
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
