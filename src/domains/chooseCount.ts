import { leadingColumns, pickRows } from "../cluster/columns.ts";
import { kMeans } from "../cluster/kMeans.ts";
import { gaussianMixture } from "../cluster/mixture/gaussianMixture.ts";
import { cutTree, wardTree } from "../cluster/ward.ts";
import { CellScapeError, expectShape } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { principalComponents } from "../math/linearAlgebra/pca.ts";
import { adjustedRandIndex } from "../math/statistics/agreement.ts";
import { neighborsInSections } from "../spatial/neighborsInSections.ts";
import { type CountPolicy, policies } from "./policy.ts";

/** Thresholds of the criterion, and sections. */
export interface CountOptions {
  /** Thresholds; those of `policies.default` by default. */
  readonly policy?: CountPolicy;
  /** [n] section of each cell, codes >= 0: only cells of one section are neighbours. */
  readonly sections?: Int32Array;
}

/** What is known of one number of domains. */
export interface CountPoint {
  readonly count: number;
  /**
   * How far the log-likelihood lies above the straight line from one domain to the largest number, as a share of the
   * largest such excess; mean over the component numbers.
   */
  readonly gain: number;
  /** Mean adjusted Rand index between partitions on different components; 0 for chance, 1 for equal. */
  readonly stability: number;
  /** Standard deviation of those indices. */
  readonly spread: number;
  /** Share of the nearest cells that lie in the same domain, for comparison: in the score it prefers too few domains. */
  readonly coherence: number;
  /** Mean BIC over the component numbers, for comparison: on smoothed data it favours ever more domains. */
  readonly bic: number;
  /** gain x stability, which is maximised. */
  readonly score: number;
}

/** The selected number of domains and the criterion for each number. */
export interface DomainCount {
  readonly chosen: number;
  /** The second-best number; the chosen one where only one was considered. */
  readonly runnerUp: number;
  /**
   * How far the runner-up's score lies below the chosen one's, as a share of it; 0 is a tie. It measures how sharp the
   * criterion's peak is, not that annotators would agree: wide margins have stood at numbers that they did not draw.
   */
  readonly margin: number;
  /** Numbers whose score is nearly the best, ascending. */
  readonly plausible: readonly number[];
  /** One point for each number considered, ascending from 2. */
  readonly curve: readonly CountPoint[];
  /** The signal fired: stability, which one number of components cannot estimate, is 1 everywhere. */
  readonly stoppedEarly: boolean;
}

/**
 * Selecting the number of domains without labels: the one with the largest product of two shares. Likelihood gain: a
 * knee, where further domains bring no more than the average one does; stability: the partitions on different numbers
 * of components agree. BIC alone is no guide: neighbouring cells are not independent draws, and it favours ever more domains.
 *
 * @param embeddings at least one [n, d], one for each training seed. Not modified.
 * @param positions [n, 2] in any unit.
 * @param given progress and cancellation: when its signal fires, a reduced search is used: one number of components and Ward's starts alone.
 * @throws bad-data under 4 cells, bad-shape when sizes differ.
 */
export async function chooseDomainCount(
  embeddings: readonly Matrix[],
  positions: Matrix,
  options: CountOptions,
  rng: Random,
  given: Task = silentTask,
): Promise<DomainCount> {
  const { policy = policies.default.count } = options;
  const { largest, components, restarts, sampleAbove } = policy;
  const task = given.finishing();
  const n = positions.rows;
  if (n < 4) throw new CellScapeError("bad-data", `domains auto: expected at least 4 cells, got ${n}; give --domains`);
  const cells = n <= sampleAbove ? undefined : rng.split("sample").permutation(n).slice(0, sampleAbove).sort();
  const most = Math.max(2, Math.min(largest, Math.floor((cells?.length ?? n) / policy.leastCells)));
  const views: View[] = [];
  for (const [at, count] of components.entries()) {
    const embedding = embeddings[at % embeddings.length];
    expectShape("domains auto: embedding", [embedding.rows, embedding.columns], { cells: n, dims: embedding.columns });
    const points = cells === undefined ? embedding : pickRows(embedding, cells);
    const { scores } = await principalComponents(points, Math.min(count, points.columns, points.rows));
    views.push({
      points: leadingColumns(scores, Math.min(count, scores.columns)),
      tree: wardTree(leadingColumns(scores, Math.min(count, scores.columns))),
    });
  }
  const near = await neighborsInSections(
    cells === undefined ? positions : pickRows(positions, cells),
    () => policy.neighbors,
    cells === undefined || options.sections === undefined ? options.sections : pickCodes(options.sections, cells),
  );

  const fits: Fit[][] = [];
  for (let count = 1; count <= most; count++) {
    await task.advance({ done: count - 1, total: most });
    if (task.signal?.aborted) {
      return { ...judge(hastyFits(views[0], most, rng.split(0)), near, policy), stoppedEarly: true };
    }
    fits.push(views.map((view, at) => fitView(view, count, restarts, rng.split(at).split(count))));
  }
  await task.advance({ done: most, total: most });
  return { ...judge(fits, near, policy), stoppedEarly: false };
}

interface Fit {
  readonly labels: Int32Array;
  readonly logLikelihood: number;
  readonly bic: number;
}

type View = { readonly points: Matrix; readonly tree: ReturnType<typeof wardTree> };

function fitView({ points, tree }: View, count: number, restarts: number, rng: Random): Fit {
  let best = gaussianMixture(points, cutTree(tree, count), { clusters: count });
  for (let restart = 0; restart < (count === 1 ? 0 : restarts); restart++) {
    const fit = gaussianMixture(points, kMeans(points, count, {}, rng).labels, { clusters: count });
    if (fit.logLikelihood > best.logLikelihood) best = fit;
  }
  return { labels: best.labels, logLikelihood: best.logLikelihood, bic: best.bic };
}

function hastyFits(view: View, most: number, rng: Random): Fit[][] {
  return Array.from({ length: most }, (_, at) => [fitView(view, at + 1, 0, rng.split(at + 1))]);
}

/** @param fits fits[k - 1][view] is the fit of k clusters. */
function judge(
  fits: readonly (readonly Fit[])[],
  near: Int32Array,
  { plausibleWithin }: CountPolicy,
): Omit<DomainCount, "stoppedEarly"> {
  const gains = likelihoodGains(fits);
  const curve = fits.slice(1).map((views, at): CountPoint => {
    const indices = views.flatMap(({ labels }, a) => views.slice(0, a).map((b) => adjustedRandIndex(labels, b.labels)));
    const stability = indices.length === 0 ? 1 : mean(indices);
    const coherence = mean(views.map(({ labels }) => sharedWithNeighbors(labels, near)));
    const gain = gains[at + 1];
    return {
      count: at + 2,
      gain,
      stability,
      spread: Math.sqrt(mean(indices.map((index) => (index - stability) ** 2))),
      coherence,
      bic: mean(views.map(({ bic }) => bic)),
      score: gain * Math.max(stability, 0),
    };
  });
  const ranked = [...curve].sort((a, b) => b.score - a.score || a.count - b.count);
  const [best, second = best] = ranked;
  return {
    chosen: best.count,
    runnerUp: second.count,
    margin: best.score > 0 ? 1 - second.score / best.score : 0,
    plausible: curve.filter(({ score }) => score >= (1 - plausibleWithin) * best.score).map(({ count }) => count),
    curve,
  };
}

/** Excess of each log-likelihood over the straight line from the first to the last, over the largest; mean over views. */
function likelihoodGains(fits: readonly (readonly Fit[])[]): number[] {
  const last = fits.length - 1;
  const sums = fits.map(() => 0);
  fits[0].forEach(({ logLikelihood: start }, view) => {
    const slope = (fits[last][view].logLikelihood - start) / last;
    const excess = fits.map((views, k) => views[view].logLikelihood - start - slope * k);
    const top = Math.max(...excess);
    excess.forEach((value, k) => {
      // Two points lie on their line: with nothing between them there is no knee to judge by.
      sums[k] += top > 0 && last > 1 ? Math.max(value, 0) / top : 1;
    });
  });
  return sums.map((sum) => sum / fits[0].length);
}

/** Share of neighbour pairs with equal labels. */
function sharedWithNeighbors(labels: Int32Array, near: Int32Array): number {
  const k = near.length / labels.length;
  let pairs = 0;
  let shared = 0;
  for (let e = 0; e < near.length; e++) {
    if (near[e] < 0) continue;
    pairs++;
    if (labels[near[e]] === labels[Math.floor(e / k)]) shared++;
  }
  return pairs === 0 ? 1 : shared / pairs;
}

function pickCodes(codes: Int32Array, cells: Uint32Array): Int32Array {
  return Int32Array.from(cells, (cell) => codes[cell]);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
