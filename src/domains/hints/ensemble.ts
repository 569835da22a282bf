import { cutTree, wardTree } from "../../cluster/ward.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { neighborsInSections } from "../../spatial/neighborsInSections.ts";
import { majorityVote } from "../refinement/majorityVote.ts";
import { classifyRows, type Discriminants, discriminantsOf, type LeadingRows, outerProducts } from "./discriminants.ts";
import { type HintTissue, hintFeatures } from "./features.ts";
import type { EnsemblePolicy } from "./policy.ts";

/** A label-free partition of all cells. */
export interface Member {
  /** Clusters that it has. */
  readonly count: number;
  /** Clusters that were wanted. */
  readonly wanted: number;
  /** [n] cluster of each cell, before and after smoothing over the tissue. */
  readonly raw: Uint16Array;
  readonly refined: Uint16Array;
}

/** All that is computed without hints, so that a change of hints costs little. */
export interface Ensemble {
  readonly cells: number;
  readonly sets: readonly LeadingRows[];
  /** Features in which distances between cells are measured. */
  readonly metric: LeadingRows;
  readonly members: readonly Member[];
  /** [n, r] nearest cells of each cell in its section, nearest first, padded with -1. */
  readonly near: Int32Array;
  /** [n, 2] and [n] as those of the tissue. */
  readonly positions: Matrix;
  readonly sections: Int32Array | undefined;
}

/**
 * Partitions of the cells in several feature sets, into K clusters and more: Ward's tree of a sample, one per set, cut at
 * each number, then classification EM with one covariance. Memory: members x n x 4 bytes, and the feature sets in float32.
 *
 * @param count K
 */
export async function makeEnsemble(
  tissue: HintTissue,
  count: number,
  policy: EnsemblePolicy,
  rng: Random,
  task: Task,
): Promise<Ensemble> {
  const n = tissue.embedding.rows;
  const { sets, metric } = await hintFeatures(tissue, policy, rng.split("features"), task.part(0, 0.2));
  const near = await neighborsInSections(
    tissue.positions,
    () => policy.neighbors,
    tissue.sections,
    task.part(0.2, 0.35),
  );
  const members: Member[] = [];
  for (const [at, set] of sets.entries()) {
    const order = rng.split("sample").split(at).permutation(n);
    const rows = order.slice(0, policy.fitAbove).sort();
    const sample = order.slice(0, policy.wardSample).sort();
    const tree = wardTree(gathered(set, sample));
    const products = outerProducts(set, rows);
    const own = outerProducts(set, sample);
    const wanted = policy.multiples.map((multiple) => Math.round(multiple * count));
    for (const clusters of new Set(wanted.map((each) => Math.min(each, sample.length)))) {
      await task.update(0.35 + (0.65 * members.length) / (sets.length * wanted.length));
      const start = cutTree(tree, clusters);
      let fit = fitTo(set, sample, { labels: start, clusters, products: own }, policy.ridge);
      let before: Int32Array | undefined;
      for (let round = 0; round < policy.fitRounds; round++) {
        const labels = classifyRows(fit, set, rows);
        if (before && changed(before, labels) <= policy.settled * rows.length) break;
        fit = fitTo(set, rows, { labels, clusters, products }, policy.ridge);
        before = labels;
      }
      const { labels, used } = compact(classifyRows(fit, set), clusters);
      members.push({
        ...{ count: used, wanted: clusters, raw: Uint16Array.from(labels) },
        refined: Uint16Array.from(majorityVote(labels, near, used)),
      });
    }
  }
  await task.update(1);
  const { positions, sections } = tissue;
  return { cells: n, sets, metric, members, near, positions, sections };
}

/** Rows whose label differs. */
function changed(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) count++;
  return count;
}

/** The normal distributions of a partition of some rows. */
function fitTo(
  { stride, used, values }: LeadingRows,
  rows: Uint32Array,
  partition: { readonly labels: Int32Array; readonly clusters: number; readonly products: Float64Array },
  ridge: number,
): Discriminants {
  const { labels, clusters, products } = partition;
  const sizes = new Float64Array(clusters);
  const sums = new Float64Array(clusters * used);
  rows.forEach((row, at) => {
    const k = labels[at];
    sizes[k]++;
    for (let u = 0; u < used; u++) sums[k * used + u] += values[row * stride + u];
  });
  return discriminantsOf({ sizes, sums, products }, ridge);
}

function gathered({ stride, used, values }: LeadingRows, rows: Uint32Array): Matrix {
  const picked = new Float64Array(rows.length * used);
  rows.forEach((row, at) => {
    picked.set(values.subarray(row * stride, row * stride + used), at * used);
  });
  return { rows: rows.length, columns: used, values: picked };
}

/** Labels without gaps. */
function compact(labels: Int32Array, clusters: number): { readonly labels: Int32Array; readonly used: number } {
  const codes = new Int32Array(clusters).fill(-1);
  let used = 0;
  const dense = labels.map((label) => {
    if (codes[label] < 0) codes[label] = used++;
    return codes[label];
  });
  return { labels: dense, used };
}
