import type { Sparse } from "../../data/sparse.ts";

/** Some neighbouring columns of a sparse matrix, stored by column. */
export interface ColumnChunk {
  /** The column that comes first here. */
  readonly first: number;
  /** Entries of column `first + c` are `starts[c] .. starts[c + 1]`. */
  readonly starts: Uint32Array;
  /** Row of each entry, ascending within a column. */
  readonly rows: Uint32Array;
  readonly values: Float32Array;
}

/**
 * Go through a matrix by column, a bounded part at a time: no second copy of the matrix is held.
 *
 * @param matrix [n, p]; not modified.
 * @param maxEntries entries held at once; a fuller column comes alone.
 * @yields every column once, in order. Cost: entries plus n a chunk.
 */
export function* columnChunks(matrix: Sparse, maxEntries = 1 << 22): Generator<ColumnChunk> {
  const { rows: n, columns: p, starts: rowStarts, indices, values } = matrix;
  const sizes = new Uint32Array(p);
  for (let e = 0; e < rowStarts[n]; e++) sizes[indices[e]]++;

  // Columns ascend within a row, so each row is read once, from where the last chunk left it.
  const cursor = rowStarts.slice(0, n);
  for (let first = 0; first < p; ) {
    let last = first;
    let entries = 0;
    while (last < p && (last === first || entries + sizes[last] <= maxEntries)) entries += sizes[last++];
    const starts = new Uint32Array(last - first + 1);
    for (let c = first; c < last; c++) starts[c - first + 1] = starts[c - first] + sizes[c];
    const next = starts.slice();
    const chunk = { first, starts, rows: new Uint32Array(entries), values: new Float32Array(entries) };
    for (let i = 0; i < n; i++) {
      let e = cursor[i];
      for (; e < rowStarts[i + 1] && indices[e] < last; e++) {
        const at = next[indices[e] - first]++;
        chunk.rows[at] = i;
        chunk.values[at] = values[e];
      }
      cursor[i] = e;
    }
    yield chunk;
    first = last;
  }
}
