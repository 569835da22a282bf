import type { Matrix } from "../../data/matrix.ts";
import type { Sparse } from "../../data/sparse.ts";
import { kernelRoom } from "./kernelRoom.ts";

/** Columns that the kernel takes at a time: rows of `b` are padded to a multiple. */
const columnStep = 2;

/** Rows and entries that the kernel is given at a time, where no row has more. */
const most = { rows: 1 << 10, entries: 1 << 17 };

/**
 * Sparse rows times a dense matrix, in float64: out[i] = the sum over the entries of row i of value * b[index], less `shift`.
 * Entries are added by eights, fours and ones as in
 *
 *   out + ((v0 b0 + v1 b1) + (v2 b2 + v3 b3)) + ((v4 b4 + v5 b5) + (v6 b6 + v7 b7))
 *
 * @param out [n, k] of which rows `first` .. `first + count` are written.
 * @param b [p, k]
 * @param shift [k]
 */
export function combineRowsInto(
  out: Matrix["values"],
  { starts, indices, values }: Sparse,
  { rows: p, columns: k, values: b }: Matrix & { readonly values: Float64Array },
  { first, count, shift }: { readonly first: number; readonly count: number; readonly shift: Float64Array },
): void {
  if (count === 0) return;
  const end = first + count;
  let longest = 0;
  for (let i = first; i < end; i++) longest = Math.max(longest, starts[i + 1] - starts[i]);
  const rows = Math.min(count, most.rows);
  const entries = Math.min(starts[end] - starts[first], Math.max(longest, most.entries));
  const width = Math.ceil(k / columnStep) * columnStep;
  const { kernels, arrays, free } = kernelRoom({
    ...{ b: ["f64", p * width], sums: ["f64", rows * width], starts: ["u32", rows + 1] },
    ...{ indices: ["u32", entries], values: ["f32", entries] },
  });
  for (let u = 0; u < p; u++) arrays.b.set(b.subarray(u * k, (u + 1) * k), u * width);
  const places = [arrays.starts, arrays.indices, arrays.values, arrays.b].map(({ byteOffset }) => byteOffset);
  const [startsAt, indicesAt, valuesAt, bAt] = places;
  for (let from = first; from < end; ) {
    let to = from + 1;
    while (to < end && to - from < rows && starts[to + 1] - starts[from] <= entries) to++;
    for (let i = from; i <= to; i++) arrays.starts[i - from] = starts[i] - starts[from];
    arrays.indices.set(indices.subarray(starts[from], starts[to]));
    arrays.values.set(values.subarray(starts[from], starts[to]));
    kernels.combineRows(to - from, startsAt, indicesAt, valuesAt, bAt, width, arrays.sums.byteOffset);
    for (let i = from; i < to; i++) {
      const row = (i - from) * width;
      for (let c = 0; c < k; c++) out[i * k + c] = arrays.sums[row + c] - shift[c];
    }
    from = to;
  }
  free();
}
