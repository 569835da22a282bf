import type { Sparse } from "../../src/data/sparse.ts";

/** A sparse matrix as the fixtures hold it. */
export interface StoredSparse {
  readonly rows: number;
  readonly columns: number;
  readonly starts: number[];
  readonly indices: number[];
  readonly values: number[];
}

export function sparseOf({ rows, columns, starts, indices, values }: StoredSparse): Sparse {
  return {
    rows,
    columns,
    starts: Uint32Array.from(starts),
    indices: Uint32Array.from(indices),
    values: Float32Array.from(values),
  };
}

/** From rows of numbers, zeros left out. */
export function sparseFrom(rows: readonly (readonly number[])[], columns = rows[0].length): Sparse {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    row.forEach((value, u) => {
      if (value === 0) return;
      indices.push(u);
      values.push(value);
    });
    starts.push(indices.length);
  }
  return sparseOf({ rows: rows.length, columns, starts, indices, values });
}

/** All values, zeros included, row by row. */
export function denseOf({ rows, columns, starts, indices, values }: Sparse): number[] {
  const dense = new Array<number>(rows * columns).fill(0);
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) dense[i * columns + indices[e]] = values[e];
  }
  return dense;
}

/** Largest difference relative to the size of the expected number, or absolute below 1; not-a-numbers must match. */
export function worstDifference(got: ArrayLike<number>, expected: ArrayLike<number | null>): number {
  if (got.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let t = 0; t < got.length; t++) {
    const value = expected[t] ?? Number.NaN;
    if (Number.isNaN(value) && Number.isNaN(got[t])) continue;
    const difference = Math.abs(got[t] - value) / Math.max(1, Math.abs(value));
    worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
  }
  return worst;
}
