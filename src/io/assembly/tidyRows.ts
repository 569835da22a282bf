import type { Sparse } from "../../data/sparse.ts";

/**
 * Rows as `Sparse` promises them: columns ascending and stored once, no stored zeros.
 *
 * @param matrix [n, p] rows in any order, columns of a row in any order, possibly more than once. Not modified.
 * @param seen of its entries, for who went through them before.
 * @returns the matrix itself when it is tidy already; `merged` counts the entries that were added to another one.
 */
export function tidyRows(matrix: Sparse, seen: Seen = look(matrix)): { matrix: Sparse; merged: number } {
  // Columns ascend within rows and no value is 0.
  if (seen.falls === 0 && !seen.zeros) return { matrix, merged: 0 };
  const { rows, starts } = matrix;
  const tidyStarts = new Uint32Array(rows + 1);
  const indices = new Uint32Array(matrix.indices.length);
  const values = new Float32Array(matrix.values.length);
  let used = 0;
  let merged = 0;
  for (let i = 0; i < rows; i++) {
    const first = used;
    // Sorting is stable, so entries of one column are summed in the order in which they are stored.
    for (const e of order(matrix.indices, starts[i], starts[i + 1])) {
      if (used > first && indices[used - 1] === matrix.indices[e]) {
        values[used - 1] += matrix.values[e];
        merged++;
      } else {
        indices[used] = matrix.indices[e];
        values[used++] = matrix.values[e];
      }
    }
    let kept = first;
    for (let e = first; e < used; e++) {
      if (values[e] === 0) continue;
      indices[kept] = indices[e];
      values[kept++] = values[e];
    }
    used = kept;
    tidyStarts[i + 1] = used;
  }
  const tidy = { ...matrix, starts: tidyStarts, indices: indices.slice(0, used), values: values.slice(0, used) };
  return { matrix: tidy, merged };
}

/** What the entries of a matrix are like, whatever their rows. */
export interface Seen {
  /** Entries whose column is not above that of the entry before in their row. */
  readonly falls: number;
  readonly zeros: boolean;
}

function look({ starts, indices, values }: Sparse): Seen {
  let falls = 0;
  for (let e = 1; e < indices.length; e++) falls += indices[e] <= indices[e - 1] ? 1 : 0;
  return { falls: falls - fallsBetween({ starts, indices }, 1, indices.length).falls, zeros: values.includes(0) };
}

/**
 * Rows from `row` on that begin before the entry `end` with a column that does not rise over the last of the row before.
 * Falls counted over all entries less these are those inside of rows, which is quicker than a loop over the few entries of
 * each row.
 *
 * @param row 1 at first: the first row has none before.
 * @returns their number, and the row to go on with.
 */
export function fallsBetween(
  { starts, indices }: Pick<Sparse, "starts" | "indices">,
  row: number,
  end: number,
): { falls: number; row: number } {
  let falls = 0;
  let next = row;
  for (; next < starts.length && starts[next] < end; next++) {
    const e = starts[next];
    // Empty rows share one beginning.
    if (e !== starts[next - 1] && indices[e] <= indices[e - 1]) falls++;
  }
  return { falls, row: next };
}

/** Entries `from .. to` by ascending column; the common case of a sorted row costs one pass. */
function order(indices: Uint32Array, from: number, to: number): Uint32Array {
  const entries = new Uint32Array(to - from);
  let sorted = true;
  for (let k = 0; k < entries.length; k++) {
    entries[k] = from + k;
    if (k > 0 && indices[from + k] < indices[from + k - 1]) sorted = false;
  }
  // Ties keep the order of storage: the offsets themselves decide.
  return sorted ? entries : entries.sort((a, b) => indices[a] - indices[b] || a - b);
}
