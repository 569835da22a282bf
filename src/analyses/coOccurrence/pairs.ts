import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";

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
  const { x, y } = cells;
  const all = pairsCompared(cells, limits);
  let compared = 0;
  let untold = 0;
  const bins = limits.length;
  const sums = labellings.map(({ codes, c }) => ({
    counts: new Float64Array(c * c * bins),
    rows: codes.map((code) => code * c * bins),
    offsets: codes.map((code) => code * bins),
    // Neighbours of one cell, which fit the processor's cache: [c, bins].
    around: new Uint32Array(c * bins),
  }));
  const largest = limits[bins - 1];
  const scale = (TABLE - 1) / Math.max(largest, Number.MIN_VALUE);
  const firstBin = new Uint32Array(TABLE);
  for (let slot = 0, bin = 0; slot < TABLE; slot++) {
    // One slot back, because slot / scale is rounded.
    while (bin < bins - 1 && limits[bin] < (slot - 1) / scale) bin++;
    firstBin[slot] = bin;
  }
  const near = new Uint32Array(x.length);
  const binOf = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const xi = x[i];
    const yi = y[i];
    let nears = 0;
    let j = i + 1;
    for (; j < x.length; j++) {
      const dx = Math.fround(x[j] - xi);
      const dx2 = Math.fround(dx * dx);
      if (dx2 > largest) break;
      const dy = Math.fround(y[j] - yi);
      // dy * dy is not rounded on its own: squidpy is compiled to a fused multiply-add, and pairs of cells measured on
      // a grid of pixels lie exactly on a limit often enough to show.
      const d2 = Math.fround(dx2 + dy * dy);
      if (d2 > largest) continue;
      let bin = firstBin[(d2 * scale) | 0];
      while (d2 > limits[bin]) bin++;
      near[nears] = j;
      binOf[nears++] = bin;
    }
    for (const sum of sums) addPairsInto(sum.counts, sum.rows[i], sum.around, sum.offsets, near, binOf, nears);
    compared += j - i - 1;
    untold += j - i - 1;
    if (untold < piecePairs) continue;
    untold = 0;
    await task.update(compared / all);
  }
  return sums.map(({ counts }) => counts);
}

function addPairsInto(
  counts: Float64Array,
  row: number,
  around: Uint32Array,
  offsets: Int32Array,
  near: Uint32Array,
  binOf: Uint32Array,
  nears: number,
): void {
  for (let k = 0; k < nears; k++) around[offsets[near[k]] + binOf[k]]++;
  for (let k = 0; k < around.length; k++) counts[row + k] += around[k];
  around.fill(0);
}

/** Pairs of cells between two updates of the task: some hundredths of a second. */
const piecePairs = 2 ** 23;

/** Pairs of cells no farther apart along x than the largest limit: those that are looked at. */
export function pairsCompared({ x }: PlacedCells, limits: Float32Array): number {
  const largest = limits[limits.length - 1];
  let pairs = 0;
  for (let i = 0, end = 0; i < x.length; i++) {
    while (end < x.length && Math.fround(Math.fround(x[end] - x[i]) ** 2) <= largest) end++;
    pairs += end - i - 1;
  }
  return pairs;
}

const TABLE = 4096;
