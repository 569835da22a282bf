import { CellScapeError, expectShape } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";
import { type Covariance, covarianceModels, logDensitiesBy } from "./covarianceModels.ts";
import { clusterSizes, emptyClusters, largestOfRows } from "./partition.ts";

export interface MixtureOptions {
  /** Number of components, which is the number of clusters returned. */
  readonly clusters: number;
  /** Shape of the covariances: one shared full one (mclust's EEE), a full or a diagonal one for each component. */
  readonly covariance?: Covariance;
  /** Most EM rounds. */
  readonly iterations?: number;
  /** EM ends when the log-likelihood changes by less than this times 1 + its size. */
  readonly tolerance?: number;
  /** Added to every variance. */
  readonly regularization?: number;
}

/** A mixture evaluated on any cells. Plain arrays, which can be kept. */
export interface MixtureModel {
  readonly covariance: Covariance;
  /** [d] mean of the cells that it was fitted on, and the means as offsets from it: small numbers keep their digits. */
  readonly centre: Float64Array;
  /** [clusters, d] */
  readonly offsets: Float64Array;
  /** [clusters] */
  readonly weights: Float64Array;
  /** `tied` [d, d], `full` [clusters, d, d], `diagonal` [clusters, d], row-major. */
  readonly covariances: Float64Array;
}

export interface Mixture extends MixtureModel {
  /** [n] component of largest posterior; every component 0 .. clusters - 1 occurs. */
  readonly labels: Int32Array;
  /** [n, clusters] probability of each component given the cell. */
  readonly posterior: Matrix;
  /** [clusters, d] */
  readonly means: Matrix;
  /** Natural log of the likelihood of all cells. */
  readonly logLikelihood: number;
  /** -2 log-likelihood + parameters x log n: smaller is better. */
  readonly bic: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Gaussian mixture by expectation maximisation from a starting partition: means, weights and covariances of the start,
 * then E and M steps in turn. Posteriors are never held twice and cells are taken one by one, so memory is n x clusters.
 *
 * K is honoured: when a component wins no cell, the cluster with the largest scatter is split along its widest
 * direction, the empty component takes one half, and EM runs again.
 *
 * @param points [n, d]. Not modified.
 * @param start [n] cluster of each point, 0 .. clusters - 1, none of them empty.
 * @throws bad-option when a start cluster is empty or out of range, bad-data when a covariance cannot be regularised.
 * @see scikit-learn `GaussianMixture` with `means_init`, `weights_init`, `precisions_init`: equal to 1e-6.
 */
export function gaussianMixture(points: Matrix, start: Int32Array, options: MixtureOptions): Mixture {
  const { clusters } = options;
  const { rows: n, columns: d } = points;
  expectShape("gaussianMixture: start", [start.length], { cells: n });
  expectFilled(start, clusters);
  const { centred, mean } = centre(points);
  let partition = start;
  for (let attempt = 0; ; attempt++) {
    const fit = expectationMaximization(centred, partition, d, options);
    const empty = emptyClusters(fit.labels, clusters);
    if (empty.length === 0 || attempt === clusters) {
      if (empty.length > 0) claimMostLikelyInto(fit.labels, fit.posterior, empty);
      return finish(fit, options, { n, d, mean });
    }
    partition = fit.labels.slice();
    for (const label of empty) splitWidestInto(partition, centred, d, label);
  }
}

interface Fit {
  readonly labels: Int32Array;
  readonly posterior: Float64Array;
  readonly sizes: Float64Array;
  readonly means: Float64Array;
  readonly covariances: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

function expectationMaximization(
  points: Float64Array,
  start: Int32Array,
  d: number,
  { clusters: c, covariance = "tied", iterations = 500, tolerance = 1e-5, regularization = 1e-6 }: MixtureOptions,
): Fit {
  const n = points.length / d;
  const model = covarianceModels[covariance](points, d, c);
  const posterior = new Float64Array(n * c);
  for (let i = 0; i < n; i++) posterior[i * c + start[i]] = 1;
  const sizes = new Float64Array(c);
  const means = new Float64Array(c * d);
  let logLikelihood = Number.NEGATIVE_INFINITY;
  let converged = false;
  let round = 0;
  while (round < iterations && !converged) {
    round++;
    momentsInto(points, posterior, d, { sizes, means });
    model.maximize(posterior, { sizes, means }, regularization);
    model.logDensitiesInto(points, means, posterior);
    const weights = sizes.map((size) => size / n);
    const total = weighInto(posterior, weights) + model.sharedLogDensity();
    converged = Math.abs(total - logLikelihood) < tolerance * (1 + Math.abs(total));
    logLikelihood = total;
  }
  const labels = largestOfRows(posterior, c);
  const covariances = model.covariances();
  return { labels, posterior, sizes, means, covariances, logLikelihood, iterations: round, converged };
}

/** Weight and mean of each component: sum_i r_ik and sum_i r_ik x_i / sum_i r_ik. */
function momentsInto(
  points: Float64Array,
  posterior: Float64Array,
  d: number,
  { sizes, means }: { readonly sizes: Float64Array; readonly means: Float64Array },
): void {
  const c = sizes.length;
  // As scikit-learn: a component without cells keeps a finite mean.
  sizes.fill(10 * Number.EPSILON);
  means.fill(0);
  for (let i = 0, at = 0; at < points.length; i += c, at += d) {
    for (let k = 0; k < c; k++) {
      const r = posterior[i + k];
      // Most posteriors are 1e-30 and the like: they cannot change a float64 sum of order 1.
      if (r < 1e-18) continue;
      sizes[k] += r;
      for (let u = 0, m = k * d; u < d; u++, m++) means[m] += r * points[at + u];
    }
  }
  for (let k = 0; k < c; k++) for (let u = 0; u < d; u++) means[k * d + u] /= sizes[k];
}

/**
 * Probability of each component given cells, of the tissue that the mixture was fitted on or of others.
 *
 * @param cells [m, d]
 * @returns [m, clusters]
 */
export function posteriorOf(
  { covariance, covariances, centre: origin, offsets, weights }: MixtureModel,
  cells: Matrix,
): Float64Array {
  const posterior = new Float64Array(cells.rows * weights.length);
  const logDensitiesInto = logDensitiesBy[covariance](covariances, origin.length, weights.length);
  logDensitiesInto(offsetBy(cells, origin), offsets, posterior);
  weighInto(posterior, weights);
  return posterior;
}

/** Posteriors from log densities [m, c]. @returns the sum of the logs of what the rows were divided by. */
function weighInto(rows: Float64Array, weights: Float64Array): number {
  const c = weights.length;
  for (let k = 0; k < c; k++) addToColumn(rows, c, k, Math.log(weights[k]));
  return normalizeInto(rows, c);
}

/** Turn rows of log weights into probabilities. @returns the sum over rows of the log of what they were divided by. */
function normalizeInto(rows: Float64Array, c: number): number {
  let total = 0;
  for (let at = 0; at < rows.length; at += c) {
    let highest = rows[at];
    for (let k = 1; k < c; k++) if (rows[at + k] > highest) highest = rows[at + k];
    let sum = 0;
    for (let k = 0; k < c; k++) {
      const difference = rows[at + k] - highest;
      // exp(-46) = 1e-20 is lost beside the 1 of the highest.
      const weight = difference < -46 ? 0 : Math.exp(difference);
      rows[at + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < c; k++) rows[at + k] /= sum;
    total += highest + Math.log(sum);
  }
  return total;
}

function finish(
  fit: Fit,
  { clusters: c, covariance = "tied" }: MixtureOptions,
  { n, d, mean }: { readonly n: number; readonly d: number; readonly mean: Float64Array },
): Mixture {
  const { labels, covariances, logLikelihood, iterations, converged } = fit;
  return {
    covariance,
    labels,
    posterior: { rows: n, columns: c, values: fit.posterior },
    centre: mean,
    offsets: fit.means,
    weights: fit.sizes.map((size) => size / n),
    means: { rows: c, columns: d, values: fit.means.map((value, at) => value + mean[at % d]) },
    covariances,
    logLikelihood,
    bic: -2 * logLikelihood + (c * d + c - 1 + covariances.length / duplicates(covariance, d)) * Math.log(n),
    iterations,
    converged,
  };
}

/** How many entries of a stored covariance stand for one free parameter: a symmetric matrix holds most of them twice. */
function duplicates(covariance: Covariance, d: number): number {
  return covariance === "diagonal" ? 1 : (2 * d) / (d + 1);
}

function centre({ rows: n, columns: d, values }: Matrix): { centred: Float64Array; mean: Float64Array } {
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) mean[u] += values[i * d + u] / n;
  return { centred: offsetBy({ rows: n, columns: d, values }, mean), mean };
}

function offsetBy({ rows: n, columns: d, values }: Matrix, mean: Float64Array): Float64Array {
  const offsets = new Float64Array(n * d);
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) offsets[i * d + u] = values[i * d + u] - mean[u];
  return offsets;
}

function expectFilled(start: Int32Array, clusters: number): void {
  const seen = new Uint8Array(clusters);
  for (const label of start) {
    if (label < 0 || label >= clusters) {
      throw new CellScapeError("bad-option", `gaussianMixture: expected start labels below ${clusters}, got ${label}`);
    }
    seen[label] = 1;
  }
  const empty = seen.indexOf(0);
  if (empty >= 0) {
    throw new CellScapeError(
      "bad-option",
      `gaussianMixture: expected cells in each of ${clusters} start clusters, got none in ${empty}`,
    );
  }
}

function addToColumn(rows: Float64Array, c: number, k: number, value: number): void {
  for (let at = k; at < rows.length; at += c) rows[at] += value;
}

/** Hand the label to the cells of the widest cluster that lie beyond its mean along its direction of largest variance. */
function splitWidestInto(labels: Int32Array, points: Float64Array, d: number, label: number): void {
  const scatter = new Map<number, { size: number; sum: Float64Array; squares: Float64Array }>();
  for (let i = 0; i < labels.length; i++) {
    let own = scatter.get(labels[i]);
    if (own === undefined) {
      own = { size: 0, sum: new Float64Array(d), squares: new Float64Array(d) };
      scatter.set(labels[i], own);
    }
    own.size++;
    for (let u = 0; u < d; u++) {
      own.sum[u] += points[i * d + u];
      own.squares[u] += points[i * d + u] ** 2;
    }
  }
  let widest = { donor: -1, axis: 0, mean: 0, spread: -1 };
  for (const [donor, { size, sum, squares }] of scatter) {
    if (size < 2) continue;
    const spreads = squares.map((square, u) => square - sum[u] ** 2 / size);
    const spread = spreads.reduce((total, value) => total + value, 0);
    if (spread <= widest.spread) continue;
    const axis = spreads.indexOf(Math.max(...spreads));
    widest = { donor, axis, mean: sum[axis] / size, spread };
  }
  let moved = 0;
  let last = -1;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== widest.donor) continue;
    last = i;
    if (points[i * d + widest.axis] <= widest.mean) continue;
    labels[i] = label;
    moved++;
  }
  // All points of the cluster are equal: any one of them will do.
  if (moved === 0) labels[last] = label;
}

/** Last resort for components that never win: each takes the cell that it explains best among clusters with cells to spare. */
function claimMostLikelyInto(labels: Int32Array, posterior: Float64Array, empty: readonly number[]): void {
  const c = posterior.length / labels.length;
  const sizes = clusterSizes(labels, c);
  for (const label of empty) {
    let best = -1;
    for (let i = 0; i < labels.length; i++) {
      if (sizes[labels[i]] < 2) continue;
      if (best < 0 || posterior[i * c + label] > posterior[best * c + label]) best = i;
    }
    sizes[labels[best]]--;
    sizes[label]++;
    labels[best] = label;
  }
}
