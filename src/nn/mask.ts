import type { Random } from "../core/random.ts";

/** Cells by number, ascending, and each cell's place among them (their number where it is absent). */
export interface Chosen {
  /** [m] */
  readonly rows: Int32Array;
  /** [n] */
  readonly places: Int32Array;
}

/** Which cells an epoch masks: floor(share * n) random ones (one at least, and one stays visible). */
export function drawMask(n: number, share: number, rng: Random): { masked: Chosen; visible: Chosen } {
  const count = maskedCount(n, share);
  const order = rng.permutation(n);
  return { masked: chosen(order.subarray(0, count), n), visible: chosen(order.subarray(count), n) };
}

/** Masked cells of n: the share rounded down, but at least one masked and one visible. */
export function maskedCount(n: number, share: number): number {
  return Math.max(1, Math.min(n - 1, Math.floor(share * n)));
}

/** Some of n cells in ascending order, with the row that each of the n has among them; rows.length for all others. */
export function chosen(cells: Uint32Array, n: number): Chosen {
  const rows = Int32Array.from(cells).sort();
  const places = new Int32Array(n).fill(rows.length);
  rows.forEach((cell, place) => {
    places[cell] = place;
  });
  return { rows, places };
}
