import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { CategoryColumn } from "../../data/table.ts";

/** How much likelier a category is near cells of another than anywhere, by distance. */
export interface CoOccurrence {
  readonly categories: readonly string[];
  /** [bins + 1] distances, ascending; bin r holds all pairs up to `distances[r + 1]`, nearer bins included. */
  readonly distances: Float32Array;
  /**
   * [categories, categories, bins] P(row | column, within the distance) / P(row | within the distance): above 1 where
   * the row's category is met more often around cells of the column's.
   */
  readonly ratios: Float64Array;
}

/**
 * Co-occurrence of categories of cells within growing distances. Cells without a category are left out.
 *
 * @param positions [n, 2] in the unit of the tissue; compared in single precision, as squidpy does.
 * @param intervals the distances themselves, or how many to space evenly as squidpy does: from the distance between
 * the two cells nearest the origin corner to half of that between the first of these and the farthest cell.
 * @param options.sections [n] section of each cell, codes >= 0: only cells of one section make pairs, and the distances
 * are those of the section with most cells.
 * @throws bad-shape when the sizes differ; bad-option for fewer than two distances; bad-data for fewer than three cells.
 * @see squidpy.gr.co_occurrence. Cost: pairs of cells within the largest distance; memory does not grow with n.
 */
export async function coOccurrence(
  positions: Matrix,
  groups: CategoryColumn,
  intervals: number | readonly number[] = 50,
  { sections }: { readonly sections?: Int32Array } = {},
  task: Task = silentTask,
): Promise<CoOccurrence> {
  expectShape("positions", [positions.rows, positions.columns], { cells: groups.codes.length, axes: 2 });
  const parts = [...new Set(sections ?? [0])].map((section) =>
    labelledCells(positions, groups.codes, (i) => sections === undefined || sections[i] === section),
  );
  const largest = parts.reduce((most, cells) => (cells.x.length > most.x.length ? cells : most));
  if (largest.x.length < 3) {
    throw new CellScapeError(
      "bad-data",
      `co-occurrence: expected at least three labelled cells, got ${largest.x.length}`,
    );
  }
  const distances =
    typeof intervals === "number" ? evenDistances(largest, intervals) : Float32Array.from(intervals).sort();
  if (distances.length < 2) {
    throw new CellScapeError("bad-option", `co-occurrence: expected at least two distances, got ${distances.length}`);
  }
  const limits = distances.slice(1).map((distance) => distance * distance);
  const c = groups.categories.length;
  const counts = new Float64Array(c * c * limits.length);
  const work = parts.map((cells) => pairsCompared(cells, limits));
  const all = Math.max(
    1,
    work.reduce((sum, each) => sum + each, 0),
  );
  let before = 0;
  for (const [at, cells] of parts.entries()) {
    const found = await countPairs(cells, limits, c, task.part(before / all, (before + work[at]) / all));
    found.forEach((count, pair) => {
      counts[pair] += count;
    });
    before += work[at];
  }
  return { categories: groups.categories, distances, ratios: ratiosOf(counts, c, limits.length) };
}

/** Cells that have a category, from left to right. */
interface Cells {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly codes: Int32Array;
  /** Place of each cell among those given. */
  readonly order: Uint32Array;
}

function labelledCells({ values }: Matrix, codes: Int32Array, inside: (i: number) => boolean): Cells {
  const order = Uint32Array.from(codes.keys())
    .filter((i) => codes[i] >= 0 && inside(i))
    .sort((i, j) => values[2 * i] - values[2 * j] || i - j);
  return {
    x: Float32Array.from(order, (i) => values[2 * i]),
    y: Float32Array.from(order, (i) => values[2 * i + 1]),
    codes: Int32Array.from(order, (i) => codes[i]),
    order,
  };
}

function evenDistances({ x, y, order }: Cells, count: number): Float32Array {
  const corner = x.map((value, i) => value + y[i]);
  const ranked = [...corner.keys()].sort((i, j) => corner[i] - corner[j] || order[i] - order[j]);
  const farthest = ranked.reduce((best, i) => (corner[i] > corner[best] ? i : best), ranked[0]);
  const distance = (i: number, j: number) => Math.fround(Math.hypot(x[i] - x[j], y[i] - y[j]));
  const low = distance(ranked[0], ranked[1]);
  const high = Math.fround(distance(ranked[0], farthest) / 2);
  const step = Math.fround(Math.fround(high - low) / (count - 1));
  return Float32Array.from({ length: count }, (_, k) => (k === count - 1 ? high : Math.fround(k * step) + low));
}

/**
 * Pairs by category of either cell and by the first limit that the squared distance does not exceed: [c, c, bins],
 * each pair of cells once.
 *
 * Clear form: for every pair, the first r with d2 <= limits[r]. A table over d2 gives where the search starts.
 */
async function countPairs(cells: Cells, limits: Float32Array, c: number, task: Task): Promise<Float64Array> {
  const { x, y, codes } = cells;
  const all = pairsCompared(cells, limits);
  let compared = 0;
  let untold = 0;
  const bins = limits.length;
  const counts = new Float64Array(c * c * bins);
  const offsets = codes.map((code) => code * bins);
  const largest = limits[bins - 1];
  const scale = (TABLE - 1) / Math.max(largest, Number.MIN_VALUE);
  const firstBin = new Uint32Array(TABLE);
  for (let slot = 0, bin = 0; slot < TABLE; slot++) {
    // One slot back, because slot / scale is rounded.
    while (bin < bins - 1 && limits[bin] < (slot - 1) / scale) bin++;
    firstBin[slot] = bin;
  }
  // Neighbours of one cell, which fit the processor's cache: [c, bins].
  const around = new Uint32Array(c * bins);
  for (let i = 0; i < x.length; i++) {
    const xi = x[i];
    const yi = y[i];
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
      around[offsets[j] + bin]++;
    }
    const row = codes[i] * c * bins;
    for (let k = 0; k < around.length; k++) counts[row + k] += around[k];
    around.fill(0);
    compared += j - i - 1;
    untold += j - i - 1;
    if (untold < piecePairs) continue;
    untold = 0;
    await task.update(compared / all);
  }
  return counts;
}

/** Pairs of cells between two updates of the task: some hundredths of a second. */
const piecePairs = 2 ** 23;

/** Pairs of cells no farther apart along x than the largest limit: those that are looked at. */
function pairsCompared({ x }: Cells, limits: Float32Array): number {
  const largest = limits[limits.length - 1];
  let pairs = 0;
  for (let i = 0, end = 0; i < x.length; i++) {
    while (end < x.length && Math.fround(Math.fround(x[end] - x[i]) ** 2) <= largest) end++;
    pairs += end - i - 1;
  }
  return pairs;
}

const TABLE = 4096;

function ratiosOf(pairs: Float64Array, c: number, bins: number): Float64Array {
  // near[a, b]: ordered pairs up to the current limit.
  const near = new Float64Array(c * c);
  const ratios = new Float64Array(c * c * bins);
  for (let r = 0; r < bins; r++) {
    const sums = new Float64Array(c);
    let total = 0;
    for (let a = 0; a < c; a++) {
      for (let b = 0; b < c; b++) {
        near[a * c + b] += pairs[(a * c + b) * bins + r] + pairs[(b * c + a) * bins + r];
        sums[b] += near[a * c + b];
        total += near[a * c + b];
      }
    }
    for (let a = 0; a < c; a++) {
      for (let b = 0; b < c; b++) {
        if (sums[a] === 0 || sums[b] === 0) continue;
        ratios[(a * c + b) * bins + r] = near[a * c + b] / sums[b] / (sums[a] / total);
      }
    }
  }
  return ratios;
}
