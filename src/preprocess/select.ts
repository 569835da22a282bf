import { CellScapeError } from "../core/errors.ts";
import type { Sparse } from "../data/sparse.ts";

/**
 * The given rows, in the given order.
 *
 * @param data [n, p]
 * @param rows [m] each in 0 .. n - 1
 * @returns [m, p]
 * @throws bad-option when a row is out of range.
 */
export function selectRows(data: Sparse, rows: Uint32Array): Sparse {
  const { starts, indices, values } = data;
  const newStarts = new Uint32Array(rows.length + 1);
  rows.forEach((i, r) => {
    if (i >= data.rows)
      throw new CellScapeError("bad-option", `selectRows: expected rows below ${data.rows}, got ${i}`);
    newStarts[r + 1] = newStarts[r] + starts[i + 1] - starts[i];
  });
  const newIndices = new Uint32Array(newStarts[rows.length]);
  const newValues = new Float32Array(newStarts[rows.length]);
  rows.forEach((i, r) => {
    newIndices.set(indices.subarray(starts[i], starts[i + 1]), newStarts[r]);
    newValues.set(values.subarray(starts[i], starts[i + 1]), newStarts[r]);
  });
  return { rows: rows.length, columns: data.columns, starts: newStarts, indices: newIndices, values: newValues };
}

/**
 * The given columns.
 *
 * @param data [n, p]
 * @param columns [m] ascending, each in 0 .. p - 1
 * @returns [n, m]; the data themselves where these are all columns.
 * @throws bad-option when columns are not ascending or out of range.
 */
export function selectColumns(data: Sparse, columns: Uint32Array): Sparse {
  const { rows: n, starts, indices, values } = data;
  const place = columnPlaces(data.columns, columns);
  if (columns.length === data.columns) return data;
  const newStarts = new Uint32Array(n + 1);
  let count = 0;
  for (let e = 0; e < starts[n]; e++) if (place[indices[e]] >= 0) count++;
  const newIndices = new Uint32Array(count);
  const newValues = new Float32Array(count);
  count = 0;
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const to = place[indices[e]];
      if (to < 0) continue;
      newIndices[count] = to;
      newValues[count] = values[e];
      count++;
    }
    newStarts[i + 1] = count;
  }
  return { rows: n, columns: columns.length, starts: newStarts, indices: newIndices, values: newValues };
}

/** [p] new place of each column, -1 where it is left out. */
export function columnPlaces(p: number, columns: Uint32Array): Int32Array {
  const place = new Int32Array(p).fill(-1);
  columns.forEach((u, v) => {
    if (u >= p || (v > 0 && u <= columns[v - 1])) {
      throw new CellScapeError("bad-option", `columns: expected ascending columns below ${p}, got ${u} at ${v}`);
    }
    place[u] = v;
  });
  return place;
}
