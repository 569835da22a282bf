import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { kernelRoom } from "../../math/kernels/kernelRoom.ts";

/** Cells from left to right. */
export interface PlacedCells {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Place of each cell among those given. */
  readonly order: Uint32Array;
}

export function placedCells({ values }: Matrix, inside: (i: number) => boolean): PlacedCells {
  const order = Uint32Array.from({ length: values.length / 2 }, (_, i) => i)
    .filter(inside)
    .sort((i, j) => values[2 * i] - values[2 * j] || i - j);
  return {
    x: Float32Array.from(order, (i) => values[2 * i]),
    y: Float32Array.from(order, (i) => values[2 * i + 1]),
    order,
  };
}

/**
 * Pairs of cells by category of either cell and by the first limit that the squared distance does not exceed, of each
 * labelling in one pass over the pairs: [c, c, bins], each pair of cells once.
 *
 * Clear form: for every pair, the first r with d2 <= limits[r]. A table over d2 gives where the search starts.
 *
 * @param limits [bins] squared distances, ascending
 * @param labellings codes >= 0 of the cells in the order of `cells`, and how many categories there are
 */
export async function countPairs(
  cells: PlacedCells,
  limits: Float32Array,
  labellings: readonly { readonly codes: Int32Array; readonly c: number }[],
  task: Task,
): Promise<Float64Array[]> {
  const all = pairsCompared(cells, limits);
  const n = cells.x.length;
  const bins = limits.length;
  const sizes = labellings.map(({ c }) => c * bins);
  const { kernels, arrays } = kernelRoom({
    // A vector may reach behind the last cell.
    x: ["f32", n + 3],
    y: ["f32", n + 3],
    near: ["u32", n],
    binOf: ["u32", n],
    limits: ["f32", bins],
    firstBin: ["u32", TABLE],
    offsets: ["u32", n * labellings.length],
    // Neighbours of one cell, which fit the processor's cache: [c, bins].
    around: ["u32", Math.max(0, ...sizes)],
    counts: ["f64", labellings.reduce((all, { c }, at) => all + c * sizes[at], 0)],
  });
  const { near, binOf, firstBin, around } = arrays;
  arrays.x.set(cells.x);
  arrays.y.set(cells.y);
  arrays.limits.set(limits);
  const scale = slotsInto(firstBin, limits);
  let before = 0;
  const sums = labellings.map(({ codes, c }, at) => {
    const offsets = arrays.offsets.subarray(at * n, (at + 1) * n);
    for (let i = 0; i < n; i++) offsets[i] = codes[i] * bins;
    const counts = arrays.counts.subarray(before, before + c * sizes[at]);
    before += counts.length;
    return { codes, offsets, size: sizes[at], counts };
  });
  let compared = 0;
  let untold = 0;
  for (let i = 0, end = 0; i < n; i++) {
    end = endOfNear(cells.x, i, end, limits[bins - 1]);
    const found = kernels.nearCells(
      arrays.x.byteOffset,
      arrays.y.byteOffset,
      i,
      end,
      arrays.limits.byteOffset,
      bins,
      firstBin.byteOffset,
      scale,
      near.byteOffset,
      binOf.byteOffset,
    );
    for (const { codes, offsets, size, counts } of sums) {
      const row = counts.byteOffset + codes[i] * size * counts.BYTES_PER_ELEMENT;
      kernels.countNear(near.byteOffset, binOf.byteOffset, found, offsets.byteOffset, around.byteOffset, size, row);
    }
    compared += end - i - 1;
    untold += end - i - 1;
    if (untold < piecePairs) continue;
    untold = 0;
    await task.update(compared / all);
  }
  return sums.map(({ counts }) => counts.slice());
}

/** The bin at which the search of a squared distance starts, by slot; returns the slots of a unit. */
function slotsInto(firstBin: Uint32Array, limits: Float32Array): number {
  const bins = limits.length;
  const scale = Math.fround((TABLE - 1) / Math.max(limits[bins - 1], least));
  for (let slot = 0, bin = 0; slot < TABLE; slot++) {
    // A little back, because a square times the scale is rounded.
    while (bin < bins - 1 && limits[bin] < (slot - 0.01) / scale) bin++;
    firstBin[slot] = bin;
  }
  return scale;
}

/** Behind the last cell that is no farther along x than the root of a square. */
function endOfNear(x: Float32Array, i: number, from: number, largest: number): number {
  let end = Math.max(from, i + 1);
  while (end < x.length && Math.fround(Math.fround(x[end] - x[i]) ** 2) <= largest) end++;
  return end;
}

/** Pairs of cells between two updates of the task: some hundredths of a second. */
const piecePairs = 2 ** 23;

/** Pairs of cells no farther apart along x than the largest limit: those that are looked at. */
export function pairsCompared({ x }: PlacedCells, limits: Float32Array): number {
  const largest = limits[limits.length - 1];
  let pairs = 0;
  for (let i = 0, end = 0; i < x.length; i++) {
    end = endOfNear(x, i, end, largest);
    pairs += end - i - 1;
  }
  return pairs;
}

const TABLE = 4096;
/** A scale by it fits float32. */
const least = 1e-30;
