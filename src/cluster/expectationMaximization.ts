import type { CovarianceModel, Regularization } from "./covarianceModels.ts";

export interface EmOptions {
  /** EM has converged when the log-likelihood changes by less than this times 1 + its size. */
  readonly tolerance: number;
  /** With nothing, or exactly a number, covariances may become singular. */
  readonly regularization: Regularization;
}

/** Expectation maximisation on some points. Arrays are those of the newest round. */
export interface Em {
  /** [n, c] */
  readonly posterior: Float64Array;
  /** [c] sums of posteriors. */
  readonly sizes: Float64Array;
  /** [c, d] */
  readonly means: Float64Array;
  readonly model: CovarianceModel;
  /** Natural log of the likelihood, by the newest parameters. */
  logLikelihood: number;
  rounds: number;
  converged: boolean;
  /** An M and an E step. @returns false when a covariance was singular: nothing but means and sizes is then valid. */
  round(): boolean;
}

/**
 * EM that begins with an M step.
 *
 * @param points [n, d], centred.
 * @param posterior [n, c] to start from; overwritten.
 */
export function expectationMaximization(
  points: Float64Array,
  posterior: Float64Array,
  d: number,
  model: CovarianceModel,
  { tolerance, regularization }: EmOptions,
): Em {
  const n = points.length / d;
  const c = posterior.length / n;
  const [sizes, means] = [new Float64Array(c), new Float64Array(c * d)];
  const em: Em = {
    ...{ posterior, sizes, means, model },
    ...{ logLikelihood: Number.NEGATIVE_INFINITY, rounds: 0, converged: false },
    round() {
      em.rounds++;
      momentsInto(points, posterior, d, { sizes, means });
      if (!model.maximize(posterior, { sizes, means }, regularization)) return false;
      model.logDensitiesInto(points, means, posterior);
      const weights = sizes.map((size) => size / n);
      const total = weighInto(posterior, weights) + model.sharedLogDensity();
      em.converged = Math.abs(total - em.logLikelihood) < tolerance * (1 + Math.abs(total));
      em.logLikelihood = total;
      return true;
    },
  };
  return em;
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

/** Posteriors from log densities [m, c]. @returns the sum of the logs of what the rows were divided by. */
export function weighInto(rows: Float64Array, weights: Float64Array): number {
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

function addToColumn(rows: Float64Array, c: number, k: number, value: number): void {
  for (let at = k; at < rows.length; at += c) rows[at] += value;
}
