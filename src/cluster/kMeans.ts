import { CellScapeError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { Matrix } from "../data/matrix.ts";
import { centroidSearch } from "./nearestCentroids.ts";

/** Restarts, and when a start ends. */
export interface KMeansOptions {
  /** Independent k-means++ starts; the one with the least inertia wins. */
  readonly restarts?: number;
  /** Most Lloyd rounds of one start. */
  readonly iterations?: number;
  /** A start ends when the centroids move by less than this times the mean variance of a column (scikit-learn's rule). */
  readonly tolerance?: number;
  /** Drawn points that each next centre of a start is the best of: 2 + log(clusters), or 1 for plain k-means++. */
  readonly trials?: number;
}

/** A partition into clusters with its centroids. */
export interface KMeans {
  /** [n] cluster of each point; every cluster holds at least one point. */
  readonly labels: Int32Array;
  /** [clusters, d] mean of each cluster. */
  readonly centroids: Matrix;
  /** Sum of squared distances to the own centroid. */
  readonly inertia: number;
}

/**
 * k-means: greedy k-means++ starts, then Lloyd's rounds. A cluster that runs empty restarts at the point farthest from
 * its centroid.
 *
 * @param points [n, d]. Not modified.
 * @throws bad-option unless 1 <= clusters <= n.
 * @see Arthur and Vassilvitskii 2007 (k-means++); scikit-learn `KMeans`, whose `tolerance` and greedy trials are the same.
 */
export function kMeans(
  points: Matrix,
  clusters: number,
  { restarts = 1, iterations = 300, tolerance = 1e-4, trials = 2 + Math.floor(Math.log(clusters)) }: KMeansOptions,
  rng: Random,
): KMeans {
  const { rows: n, columns: d } = points;
  if (!Number.isInteger(clusters) || clusters < 1 || clusters > n) {
    throw new CellScapeError("bad-option", `kMeans: expected 1 to ${n} clusters for ${n} cells, got ${clusters}`);
  }
  const search = centroidSearch(points.values, d, clusters);
  const { points: values, labels, distances, others } = search;
  const least = tolerance * meanVariance(values, d);
  let best: KMeans | undefined;
  for (let restart = 0; restart < Math.max(restarts, 1); restart++) {
    const centroids = plusPlus(values, d, { clusters, trials }, rng);
    labels.fill(0);
    others.fill(0);
    for (let round = 0; round < iterations; round++) {
      search.assign(centroids);
      if (fillEmptyClustersInto(labels, distances, clusters)) others.fill(0);
      const { moved, farthest } = moveCentroidsInto(values, labels, d, centroids);
      for (let i = 0; i < n; i++) others[i] -= farthest;
      if (moved <= least) break;
    }
    search.assign(centroids);
    fillEmptyClustersInto(labels, distances, clusters);
    const inertia = distances.reduce((sum, distance) => sum + distance, 0);
    if (best === undefined || inertia < best.inertia) {
      best = { labels: labels.slice(), centroids: { rows: clusters, columns: d, values: centroids }, inertia };
    }
  }
  search.free();
  if (best === undefined) throw new Error("internal: k-means made no start");
  return best;
}

/** Far above the rounding of a distance. */
const slack = 1e-9;

/** Greedy k-means++: each next centre is the best of some points drawn in proportion to their squared distance. */
function plusPlus(
  points: Float64Array,
  d: number,
  { clusters, trials }: { readonly clusters: number; readonly trials: number },
  rng: Random,
): Float64Array {
  const n = points.length / d;
  const centroids = new Float64Array(clusters * d);
  let nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let candidate = new Float64Array(n);
  let kept = new Float64Array(n);
  let total = 0;
  for (let c = 0; c < clusters; c++) {
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let trial = 0; trial < (c === 0 ? 1 : trials); trial++) {
      const point = c === 0 || total === 0 ? rng.integer(n) : draw(nearest, total * rng.uniform());
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const distance = Math.min(nearest[i], squaredDistanceUpTo(points, i * d, points, point * d, d, nearest[i]));
        candidate[i] = distance;
        sum += distance;
      }
      if (chosen >= 0 && sum >= least) continue;
      chosen = point;
      least = sum;
      [candidate, kept] = [kept, candidate];
    }
    [nearest, kept] = [kept, nearest];
    total = least;
    centroids.set(points.subarray(chosen * d, (chosen + 1) * d), c * d);
  }
  return centroids;
}

/** The first index at which the running sum of weights passes `goal`. */
function draw(weights: Float64Array, goal: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i];
    last = i;
    if (sum > goal) return i;
  }
  return last;
}

/**
 * Give each empty cluster the point farthest from its centroid among clusters that can spare one.
 *
 * @returns whether there were any.
 */
function fillEmptyClustersInto(labels: Int32Array, distances: Float64Array, clusters: number): boolean {
  const sizes = new Int32Array(clusters);
  for (const label of labels) sizes[label]++;
  let filled = false;
  for (let c = 0; c < clusters; c++) {
    if (sizes[c] > 0) continue;
    let farthest = -1;
    for (let i = 0; i < labels.length; i++) {
      if (sizes[labels[i]] > 1 && (farthest < 0 || distances[i] > distances[farthest])) farthest = i;
    }
    sizes[labels[farthest]]--;
    sizes[c]++;
    labels[farthest] = c;
    distances[farthest] = 0;
    filled = true;
  }
  return filled;
}

/** @returns the sum of squared moves, and no less than the length of the farthest move. */
function moveCentroidsInto(
  points: Float64Array,
  labels: Int32Array,
  d: number,
  centroids: Float64Array,
): { readonly moved: number; readonly farthest: number } {
  const sums = new Float64Array(centroids.length);
  const sizes = new Int32Array(centroids.length / d);
  for (let i = 0; i < labels.length; i++) {
    const at = labels[i] * d;
    sizes[labels[i]]++;
    for (let u = 0; u < d; u++) sums[at + u] += points[i * d + u];
  }
  let moved = 0;
  let farthest = 0;
  for (let c = 0; c < sizes.length; c++) {
    let square = 0;
    for (let at = c * d; at < (c + 1) * d; at++) {
      const mean = sums[at] / sizes[c];
      const move = (mean - centroids[at]) ** 2;
      moved += move;
      square += move;
      centroids[at] = mean;
    }
    if (square > farthest) farthest = square;
  }
  return { moved, farthest: Math.sqrt(farthest) * (1 + slack) };
}

/** The squared distance of two rows, or, where it is larger than `most`, some number that is too. */
function squaredDistanceUpTo(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  d: number,
  most: number,
): number {
  const even = d - (d % 4);
  let sum = 0;
  let u = 0;
  for (; u < even; u += 4) {
    const d0 = a[atA + u] - b[atB + u];
    const d1 = a[atA + u + 1] - b[atB + u + 1];
    const d2 = a[atA + u + 2] - b[atB + u + 2];
    const d3 = a[atA + u + 3] - b[atB + u + 3];
    sum = sum + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    if (sum > most) return sum;
  }
  for (; u < d; u++) {
    const difference = a[atA + u] - b[atB + u];
    sum += difference * difference;
  }
  return sum;
}

function meanVariance(values: Float64Array, d: number): number {
  const n = values.length / d;
  let sum = 0;
  for (let u = 0; u < d; u++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i * d + u] / n;
    for (let i = 0; i < n; i++) sum += (values[i * d + u] - mean) ** 2 / n;
  }
  return sum / d;
}
