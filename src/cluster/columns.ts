import type { Matrix } from "../data/matrix.ts";

/** The first `kept` columns, in float64. */
export function leadingColumns({ rows, columns, values }: Matrix, kept: number): Matrix {
  const leading = new Float64Array(rows * kept);
  for (let i = 0; i < rows; i++) {
    for (let u = 0; u < kept; u++) leading[i * kept + u] = values[i * columns + u];
  }
  return { rows, columns: kept, values: leading };
}

/** The first `kept` columns, in the precision of the input. */
export function firstColumns({ rows, columns, values }: Matrix, kept: number): Matrix {
  const first = new (values instanceof Float32Array ? Float32Array : Float64Array)(rows * kept);
  for (let i = 0; i < rows; i++) first.set(values.subarray(i * columns, i * columns + kept), i * kept);
  return { rows, columns: kept, values: first };
}

/** The rows `picked`, in that order, in float64. */
export function pickRows({ columns, values }: Matrix, picked: Uint32Array): Matrix {
  const rows = new Float64Array(picked.length * columns);
  picked.forEach((row, i) => {
    rows.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { rows: picked.length, columns, values: rows };
}

/** Column `u` of the input becomes column `rank[u]`, in the precision of the input. */
export function reorderColumns({ rows, columns, values }: Matrix, rank: Int32Array): Matrix {
  const reordered = new (values instanceof Float32Array ? Float32Array : Float64Array)(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let u = 0; u < columns; u++) reordered[i * columns + rank[u]] = values[i * columns + u];
  }
  return { rows, columns, values: reordered };
}
