import type { Sparse } from "../data/sparse.ts";

/**
 * Matrices below each other, on shared columns.
 *
 * @param places for each matrix, [its columns] the column of the result, -1 where it is left out; one to one.
 * @returns [sum of rows, shared columns], columns ascending within a row.
 */
export function joinCounts(matrices: readonly Sparse[], places: readonly Int32Array[]): Sparse {
  const columns = places[0].reduce((most, place) => Math.max(most, place + 1), 0);
  const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  let kept = 0;
  matrices.forEach((matrix, m) => {
    for (let e = 0; e < matrix.starts[matrix.rows]; e++) if (places[m][matrix.indices[e]] >= 0) kept++;
  });
  const starts = new Uint32Array(rows + 1);
  const indices = new Uint32Array(kept);
  const values = new Float32Array(kept);
  let row = 0;
  let at = 0;
  matrices.forEach((matrix, m) => {
    const place = places[m];
    const inOrder = ascends(place);
    for (let i = 0; i < matrix.rows; i++) {
      const first = at;
      for (let e = matrix.starts[i]; e < matrix.starts[i + 1]; e++) {
        const to = place[matrix.indices[e]];
        if (to < 0) continue;
        indices[at] = to;
        values[at++] = matrix.values[e];
      }
      if (!inOrder) sortRowInto(indices.subarray(first, at), values.subarray(first, at));
      starts[++row] = at;
    }
  });
  return { rows, columns, starts, indices, values };
}

function ascends(place: Int32Array): boolean {
  let last = -1;
  for (const to of place) {
    if (to < 0) continue;
    if (to < last) return false;
    last = to;
  }
  return true;
}

/** Sort the entries of one row by column. */
function sortRowInto(indices: Uint32Array, values: Float32Array): void {
  const order = Uint32Array.from(indices.keys()).sort((e, f) => indices[e] - indices[f]);
  const [oldIndices, oldValues] = [indices.slice(), values.slice()];
  order.forEach((e, at) => {
    indices[at] = oldIndices[e];
    values[at] = oldValues[e];
  });
}
