import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { agreement, scoredPairs } from "../../math/statistics/agreement.ts";
import { neighborsInSections } from "../../spatial/neighborsInSections.ts";
import type { Scores, ScoresByRefinement } from "../record.ts";
import { chaosOf, pasNeighbors, pasOf } from "./coherence.ts";

/** What labels of one data set are measured against. */
export interface Yardstick {
  /** [n] known labels, -1 where unknown; undefined where none are known. */
  readonly truth: Int32Array | undefined;
  /** [n, 2] */
  readonly positions: Matrix;
  readonly sections?: Int32Array | undefined;
  /** [n, r] nearest cells, -1 where there are fewer: at least 10, and as many as are counted by the vote. */
  readonly nearest: Int32Array;
  /** Cells that are counted by the vote beside each cell. */
  readonly vote: number;
}

/** Labels of a method before and after its own refinement; equal where it has none. */
export interface MethodLabels {
  /** [n] -1 where the method left the cell out. */
  readonly raw: Int32Array;
  readonly own: Int32Array;
}

/** Finds the neighbours that all labels of one data set are measured with. */
export async function yardstickOf(
  data: Pick<Yardstick, "truth" | "positions" | "sections">,
  vote: number,
  task: Task = silentTask,
): Promise<Yardstick> {
  const wanted = Math.max(vote, pasNeighbors);
  const nearest = await neighborsInSections(data.positions, () => wanted, data.sections, task);
  return { ...data, nearest, vote };
}

/**
 * Scores of labels raw, after the method's own refinement, and after one majority vote of each cell and its nearest cells.
 * Agreement, where labels are known, is that of cells with a known label and a domain; CHAOS and PAS are those of all cells
 * with a domain.
 */
export async function measure(labels: MethodLabels, by: Yardstick): Promise<ScoresByRefinement> {
  const raw = await scoresOf(labels.raw, by);
  const same = labels.own.every((label, i) => label === labels.raw[i]);
  const own = same ? raw : await scoresOf(labels.own, by);
  return { raw, own, vote: await scoresOf(voted(labels.raw, by), by) };
}

/**
 * One majority vote of each cell and its nearest cells: a tie with its own label keeps it, other ties go to the lowest label.
 * Unlike the refinement of a run it may leave a domain without cells, as in other programs. Cells without a label neither
 * change nor count.
 */
export function voted(labels: Int32Array, { nearest, vote }: Pick<Yardstick, "nearest" | "vote">): Int32Array {
  const r = labels.length === 0 ? 0 : nearest.length / labels.length;
  const counts = new Float64Array(labels.reduce((a, b) => Math.max(a, b), 0) + 1);
  return labels.map((own, i) => {
    if (own < 0) return own;
    counts.fill(0);
    counts[own] = 1.5;
    for (let e = i * r; e < i * r + Math.min(vote, r); e++) {
      const label = nearest[e] < 0 ? -1 : labels[nearest[e]];
      if (label >= 0) counts[label]++;
    }
    return counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
  });
}

async function scoresOf(labels: Int32Array, { truth, positions, sections, nearest }: Yardstick): Promise<Scores> {
  const pairs = truth && scoredPairs(truth, labels);
  const agreed = pairs && agreement(pairs.truth, pairs.labels);
  const chaos = await chaosOf(labels, positions, sections);
  const domains = new Set(labels.filter((label) => label >= 0)).size;
  return { ...agreed, chaos, pas: pasOf(labels, nearest), domains };
}
