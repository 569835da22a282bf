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
  const kept = new Float64Array(posterior.length);
  const em: Em = {
    ...{ posterior, sizes, means, model },
    ...{ logLikelihood: Number.NEGATIVE_INFINITY, rounds: 0, converged: false },
    round() {
      em.rounds++;
      momentsInto(points, posterior, d, { sizes, means, kept });
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

/**
 * Weight and mean of each component: sum_i r_ik and sum_i r_ik x_i / sum_i r_ik, cells in order.
 *
 * @param kept [n, c] scratch.
 */
function momentsInto(
  points: Float64Array,
  posterior: Float64Array,
  d: number,
  { sizes, means, kept }: { readonly sizes: Float64Array; readonly means: Float64Array; readonly kept: Float64Array },
): void {
  const c = sizes.length;
  // As scikit-learn: a component without cells keeps a finite mean.
  sizes.fill(10 * Number.EPSILON);
  for (let at = 0; at < posterior.length; at += c) {
    for (let k = 0; k < c; k++) {
      // Posteriors of 1e-30 and the like cannot change a float64 sum of order 1.
      const r = posterior[at + k] < 1e-18 ? 0 : posterior[at + k];
      kept[at + k] = r;
      sizes[k] += r;
    }
  }
  // Blocks overlap at the ends: a sum that is made twice is the same.
  for (let k = 0; k < c; k += 2) {
    for (let u = 0; u < d; u += 4) {
      momentBlockInto(
        points,
        kept,
        { d, c, k: Math.max(0, Math.min(k, c - 2)), u: Math.max(0, Math.min(u, d - 4)) },
        means,
      );
    }
  }
  for (let k = 0; k < c; k++) for (let u = 0; u < d; u++) means[k * d + u] /= sizes[k];
}

/**
 * The sums of r_ik x_iu for two components and four coordinates at a time, so that they stay in registers; clear form:
 * `means[k * d + u] = sum over i of r[i * c + k] * points[i * d + u]`.
 */
function momentBlockInto(
  points: Float64Array,
  r: Float64Array,
  { d, c, k, u }: { readonly d: number; readonly c: number; readonly k: number; readonly u: number },
  means: Float64Array,
): void {
  if (c < 2 || d < 4) {
    for (let kk = k; kk < Math.min(k + 2, c); kk++) {
      for (let uu = u; uu < Math.min(u + 4, d); uu++) {
        let sum = 0;
        for (let at = uu, row = kk; at < points.length; at += d, row += c) sum += r[row] * points[at];
        means[kk * d + uu] = sum;
      }
    }
    return;
  }
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = u, row = k; at < points.length; at += d, row += c) {
    const x0 = points[at];
    const x1 = points[at + 1];
    const x2 = points[at + 2];
    const x3 = points[at + 3];
    const a = r[row];
    const b = r[row + 1];
    a0 += a * x0;
    a1 += a * x1;
    a2 += a * x2;
    a3 += a * x3;
    b0 += b * x0;
    b1 += b * x1;
    b2 += b * x2;
    b3 += b * x3;
  }
  means.set([a0, a1, a2, a3], k * d + u);
  means.set([b0, b1, b2, b3], (k + 1) * d + u);
}

/** Posteriors from log densities [m, c]. @returns the sum over rows of the log of what they were divided by. */
export function weighInto(rows: Float64Array, weights: Float64Array): number {
  const c = weights.length;
  const logWeights = weights.map(Math.log);
  let total = 0;
  for (let at = 0; at < rows.length; at += c) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < c; k++) {
      const value = rows[at + k] + logWeights[k];
      rows[at + k] = value;
      if (k === 0 || value > highest) highest = value;
    }
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
