import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { countPairs, type PlacedCells, pairsCompared, placedCells } from "./pairs.ts";

/** How much likelier a category is near cells of another than anywhere, by distance. */
export interface CoOccurrence {
  readonly categories: readonly string[];
  /** [bins + 1] distances, ascending; bin r holds all pairs up to `distances[r + 1]`, nearer bins included. */
  readonly distances: Float32Array;
  /**
   * [categories, categories, bins] P(row | column, within the distance) / P(row | within the distance): above 1 where
   * the row's category is more frequent around cells of the column's.
   */
  readonly ratios: Float64Array;
}

/** How far apart cells are counted, and between which of them. */
type Intervals = number | readonly number[];
interface CoOccurrenceOptions {
  readonly sections?: Int32Array;
}

/**
 * Co-occurrence of categories of cells within growing distances. Cells without a category are left out.
 *
 * @param positions [n, 2] in the unit of the tissue; compared in single precision, as squidpy does.
 * @param groups [n]; cells of -1 are left out.
 * @param intervals the distances themselves, in the unit of the positions, or how many to space evenly as squidpy does: from the distance between
 * the two cells nearest the origin corner to half of that between the first of these and the farthest cell.
 * @param options `sections`: [n] section of each cell, codes >= 0: only cells of one section make pairs, and the distances
 * are those of the section with most cells.
 * @throws bad-shape when the sizes differ; bad-option for fewer than two distances; bad-data for fewer than three cells.
 * @see squidpy.gr.co_occurrence. Cost: pairs of cells within the largest distance; memory does not grow with n.
 */
export async function coOccurrence(
  positions: Matrix,
  groups: CategoryColumn,
  intervals: Intervals = 50,
  options: CoOccurrenceOptions = {},
  task: Task = silentTask,
): Promise<CoOccurrence> {
  return (await coOccurrences(positions, [groups], intervals, options, task))[0];
}

/** The same of several labellings, whose pairs of cells are measured once where they label the same cells. */
export async function coOccurrences(
  positions: Matrix,
  labellings: readonly CategoryColumn[],
  intervals: Intervals = 50,
  options: CoOccurrenceOptions = {},
  task: Task = silentTask,
): Promise<CoOccurrence[]> {
  const passes: CategoryColumn[][] = [];
  for (const groups of labellings) {
    expectShape("positions", [positions.rows, positions.columns], { cells: groups.codes.length, axes: 2 });
    const pass = passes.find(([{ codes }]) => codes.every((code, i) => code >= 0 === groups.codes[i] >= 0));
    if (pass) pass.push(groups);
    else passes.push([groups]);
  }
  const made = new Map<CategoryColumn, CoOccurrence>();
  for (const [at, pass] of passes.entries()) {
    const part = task.part(at / passes.length, (at + 1) / passes.length);
    const found = await ofSameCells(positions, pass, intervals, options, part);
    for (const [k, groups] of pass.entries()) made.set(groups, found[k]);
  }
  return labellings.map((groups) => made.get(groups) as CoOccurrence);
}

/** Of labellings of the same cells. */
async function ofSameCells(
  positions: Matrix,
  labellings: readonly CategoryColumn[],
  intervals: Intervals,
  { sections }: CoOccurrenceOptions,
  task: Task,
): Promise<CoOccurrence[]> {
  const [{ codes }] = labellings;
  const parts = [...new Set(sections ?? [0])].map((section) =>
    placedCells(positions, (i) => codes[i] >= 0 && (sections === undefined || sections[i] === section)),
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
  const bins = limits.length;
  const pairs = labellings.map(({ categories: { length: c } }) => new Float64Array(c * c * bins));
  const work = parts.map((cells) => pairsCompared(cells, limits));
  const all = Math.max(
    1,
    work.reduce((sum, each) => sum + each, 0),
  );
  let before = 0;
  for (const [at, cells] of parts.entries()) {
    const ofPart = labellings.map((groups) => ({
      codes: Int32Array.from(cells.order, (i) => groups.codes[i]),
      c: groups.categories.length,
    }));
    const found = await countPairs(cells, limits, ofPart, task.part(before / all, (before + work[at]) / all));
    for (const [k, counts] of found.entries()) {
      counts.forEach((count, pair) => {
        pairs[k][pair] += count;
      });
    }
    before += work[at];
  }
  return labellings.map(({ categories }, k) => ({
    categories,
    distances,
    ratios: ratiosOf(pairs[k], categories.length, bins),
  }));
}

function evenDistances({ x, y, order }: PlacedCells, count: number): Float32Array {
  const corner = x.map((value, i) => value + y[i]);
  const ranked = [...corner.keys()].sort((i, j) => corner[i] - corner[j] || order[i] - order[j]);
  const farthest = ranked.reduce((best, i) => (corner[i] > corner[best] ? i : best), ranked[0]);
  const distance = (i: number, j: number) => Math.fround(Math.hypot(x[i] - x[j], y[i] - y[j]));
  const low = distance(ranked[0], ranked[1]);
  const high = Math.fround(distance(ranked[0], farthest) / 2);
  const step = Math.fround(Math.fround(high - low) / (count - 1));
  return Float32Array.from({ length: count }, (_, k) => (k === count - 1 ? high : Math.fround(k * step) + low));
}

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
