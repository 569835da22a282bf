import type { Matrix } from "../../data/matrix.ts";

/** Columns after which a row that is already too far is left: those of most variance come first. */
const headColumns = 4;

/**
 * The k rows nearest to a point by Euclidean distance, nearest first, equal distances by index; fewer where there are fewer
 * rows. Cost: rows x columns at worst; where the leading columns vary most, rows are left after these.
 *
 * @param point [d]
 * @param rows [m, d]
 */
export function nearestAmong(
  point: ArrayLike<number>,
  { rows: m, columns: d, values }: Matrix,
  k: number,
): { readonly indices: Uint32Array; readonly squares: Float64Array } {
  const size = Math.min(k, m);
  const indices = new Uint32Array(size);
  const squares = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const head = Math.min(d, headColumns);
  let worst = Number.POSITIVE_INFINITY;
  for (let j = 0, from = 0; j < m; j++, from += d) {
    let square = 0;
    for (let u = 0; u < head; u++) {
      const difference = point[u] - values[from + u];
      square += difference * difference;
    }
    if (square >= worst) continue;
    for (let u = head; u < d; u++) {
      const difference = point[u] - values[from + u];
      square += difference * difference;
    }
    if (square >= worst) continue;
    let slot = size - 1;
    while (slot > 0 && squares[slot - 1] > square) {
      squares[slot] = squares[slot - 1];
      indices[slot] = indices[slot - 1];
      slot--;
    }
    squares[slot] = square;
    indices[slot] = j;
    worst = squares[size - 1];
  }
  return { indices, squares };
}
