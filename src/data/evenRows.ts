import type { Matrix } from "./matrix.ts";
import type { ShiftedSparse } from "./shiftedSparse.ts";
import type { Sparse } from "./sparse.ts";

/**
 * Rows spread evenly over all, where there are more than `most`; else the matrix itself.
 *
 * @param most at least 1.
 * @returns rows floor(i n / most) of the n, for i from 0 to most - 1, as copies.
 */
export function evenRows<T extends Matrix | Sparse | ShiftedSparse>(data: T, most: number): T;
export function evenRows(data: Matrix | Sparse | ShiftedSparse, most: number): Matrix | Sparse | ShiftedSparse {
  const n = "patterns" in data ? data.sparse.rows : data.rows;
  if (n <= most) return data;
  const rows = Uint32Array.from({ length: most }, (_, i) => Math.floor((i * n) / most));
  if (!("patterns" in data)) return "starts" in data ? sparseRows(data, rows) : denseRows(data, rows);
  const { sparse, first, factors, patterns } = data;
  return {
    sparse: sparseRows(sparse, rows),
    first: Uint32Array.from(rows, (row) => first[row]),
    factors: denseRows(factors, rows),
    patterns,
  };
}

function denseRows({ columns, values: from }: Matrix, rows: Uint32Array): Matrix {
  const values = new (from instanceof Float32Array ? Float32Array : Float64Array)(rows.length * columns);
  rows.forEach((row, i) => {
    values.set(from.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { rows: rows.length, columns, values };
}

function sparseRows({ columns, starts: from, ...entries }: Sparse, rows: Uint32Array): Sparse {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i] + from[row + 1] - from[row];
  });
  const indices = new Uint32Array(starts[rows.length]);
  const values = new Float32Array(starts[rows.length]);
  rows.forEach((row, i) => {
    indices.set(entries.indices.subarray(from[row], from[row + 1]), starts[i]);
    values.set(entries.values.subarray(from[row], from[row + 1]), starts[i]);
  });
  return { rows: rows.length, columns, starts, indices, values };
}
