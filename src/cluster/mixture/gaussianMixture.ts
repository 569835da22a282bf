import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { clusterSizes, emptyClusters, largestOfRows, oneHot } from "../partition.ts";
import { type Covariance, covarianceModels, logDensitiesBy } from "./covarianceModels.ts";
import { type Em, expectationMaximization } from "./expectationMaximization.ts";
import { weighInto } from "./weighRows.ts";

/** Number and shape of the components, and when EM ends. */
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

/** A fitted Gaussian mixture. */
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
 * then E and M steps in turn. Memory beyond the result: the points twice, and the posteriors once more.
 *
 * K is exact: when a component wins no cell, the cluster with the largest scatter is split along its widest
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
    const fit = fitFrom(centred, partition, d, options);
    const labels = largestOfRows(fit.posterior, clusters);
    const empty = emptyClusters(labels, clusters);
    if (empty.length === 0 || attempt === clusters) {
      if (empty.length > 0) claimMostLikelyInto(labels, fit.posterior, empty);
      return mixtureOf(fit, labels, options.covariance ?? "tied", mean);
    }
    partition = labels;
    for (const label of empty) splitWidestInto(partition, centred, d, label);
  }
}

function fitFrom(
  points: Float64Array,
  start: Int32Array,
  d: number,
  { clusters: c, covariance = "tied", iterations = 500, tolerance = 1e-5, regularization = 1e-6 }: MixtureOptions,
): Em {
  const model = covarianceModels[covariance](points, d, c);
  const em = expectationMaximization(points, oneHot(start, c), d, model, { tolerance, regularization });
  while (em.rounds < iterations && !em.converged) em.round();
  em.end();
  return em;
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
  logDensitiesInto(offsetBy(cells, origin), offsets, { values: posterior, width: weights.length });
  weighInto(posterior, weights);
  return posterior;
}

/**
 * The component of largest probability given cells, the first of equals: `largestOfRows` of `posteriorOf`, without the
 * probabilities.
 *
 * @param cells [m, d]
 * @returns [m]
 */
export function likeliestOf(
  { covariance, covariances, centre: origin, offsets, weights }: MixtureModel,
  cells: Matrix,
): Int32Array {
  const c = weights.length;
  const scores = new Float64Array(cells.rows * c);
  const logDensitiesInto = logDensitiesBy[covariance](covariances, origin.length, c);
  logDensitiesInto(offsetBy(cells, origin), offsets, { values: scores, width: c });
  const logWeights = weights.map(Math.log);
  for (let at = 0; at < scores.length; at += c) for (let k = 0; k < c; k++) scores[at + k] += logWeights[k];
  return largestOfRows(scores, c);
}

/** A mixture from EM on n centred points. */
export function mixtureOf(
  { posterior, sizes, means, model, logLikelihood, rounds, converged }: Em,
  labels: Int32Array,
  covariance: Covariance,
  mean: Float64Array,
): Mixture {
  const [n, c, d] = [labels.length, sizes.length, mean.length];
  const covariances = model.covariances();
  return {
    covariance,
    labels,
    posterior: { rows: n, columns: c, values: posterior },
    centre: mean,
    offsets: means,
    weights: sizes.map((size) => size / n),
    means: { rows: c, columns: d, values: means.map((value, at) => value + mean[at % d]) },
    covariances,
    logLikelihood,
    bic: -2 * logLikelihood + (c * d + c - 1 + covariances.length / duplicates(covariance, d)) * Math.log(n),
    iterations: rounds,
    converged,
  };
}

/** How many entries of a stored covariance stand for one free parameter: a symmetric matrix holds most of them twice. */
function duplicates(covariance: Covariance, d: number): number {
  return covariance === "diagonal" ? 1 : (2 * d) / (d + 1);
}

/** Points less their mean. */
export function centre({ rows: n, columns: d, values }: Matrix): { centred: Float64Array; mean: Float64Array } {
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
