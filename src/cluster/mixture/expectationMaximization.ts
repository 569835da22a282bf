import { kernelRoom } from "../../math/kernels/kernelRoom.ts";
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
  /** No more rounds will be: memory is there for a later fit at once. */
  end(): void;
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
  const { sumMoments, free } = momentSums(points, n, c, d);
  const em: Em = {
    ...{ posterior, sizes, means, model },
    ...{ logLikelihood: Number.NEGATIVE_INFINITY, rounds: 0, converged: false },
    end: free,
    round() {
      em.rounds++;
      sumMoments(posterior, sizes, means);
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

/** Rows and components of a block of `momentBlock`. */
const side = 4;

/**
 * Sets weight and mean of each component by posteriors [n, c]: sum_i r_ik and sum_i r_ik x_i / sum_i r_ik, cells in order.
 * Memory: a copy of the points, and of the posteriors.
 */
function momentSums(
  points: Float64Array,
  n: number,
  c: number,
  d: number,
): {
  readonly sumMoments: (posterior: Float64Array, sizes: Float64Array, means: Float64Array) => void;
  readonly free: () => void;
} {
  // Zeros fill few components or coordinates up to a block.
  const [rows, columns] = [Math.max(c, side), Math.max(d, side)];
  const { kernels, arrays, free } = kernelRoom({
    points: ["f64", n * columns],
    kept: ["f64", n * rows],
    sums: ["f64", rows * columns],
  });
  const { kept, sums } = arrays;
  for (let i = 0; i < n; i++) arrays.points.set(points.subarray(i * d, (i + 1) * d), i * columns);
  const sumMoments = (posterior: Float64Array, sizes: Float64Array, means: Float64Array): void => {
    // As scikit-learn: a component without cells keeps a finite mean.
    sizes.fill(10 * Number.EPSILON);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < c; k++) {
        // Posteriors of 1e-30 and the like cannot change a float64 sum of order 1.
        const r = posterior[i * c + k] < 1e-18 ? 0 : posterior[i * c + k];
        kept[i * rows + k] = r;
        sizes[k] += r;
      }
    }
    // Blocks overlap at the ends: a sum that is made twice is the same.
    for (let u = 0; u < columns; u += side) {
      for (let k = 0; k < rows; k += side) {
        kernels.momentBlock(
          arrays.points.byteOffset,
          kept.byteOffset,
          n,
          columns,
          rows,
          Math.min(k, rows - side),
          Math.min(u, columns - side),
          sums.byteOffset,
        );
      }
    }
    for (let k = 0; k < c; k++) for (let u = 0; u < d; u++) means[k * d + u] = sums[k * columns + u] / sizes[k];
  };
  return { sumMoments, free };
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
