import type { Sparse } from "../data/sparse.ts";

/**
 * Rows of sparse expression as a dense array, as networks that read genes take them.
 *
 * @param order [n] cell of each row.
 * @param value of an entry, from its stored value and its gene; the stored value by default.
 * @returns [n, p]
 */
export function denseExpression(
  { columns: p, starts, indices, values }: Sparse,
  order: ArrayLike<number>,
  value: (stored: number, gene: number) => number = (stored) => stored,
): Float32Array {
  const dense = new Float32Array(order.length * p);
  for (let row = 0; row < order.length; row++) {
    const cell = order[row];
    for (let e = starts[cell]; e < starts[cell + 1]; e++) dense[row * p + indices[e]] = value(values[e], indices[e]);
  }
  return dense;
}
