import type { CovarianceModel, Regularization } from "./covarianceModels.ts";
import { responsibilitiesOf } from "./responsibilities.ts";

export interface EmOptions {
  /** EM has converged when the log-likelihood changes by less than this times 1 + its size. */
  readonly tolerance: number;
  /** With nothing, or exactly a number, covariances may become singular. */
  readonly regularization: Regularization;
}

/** Expectation maximisation on some points. Arrays are those of the newest round. */
export interface Em {
  /** [n, c]; the newest once EM has ended. */
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
  /** No more rounds will be: sets `posterior`, and memory is there for a later fit at once. */
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
  const responsibilities = responsibilitiesOf(points, posterior, n, c, d);
  const em: Em = {
    ...{ posterior, sizes, means, model },
    ...{ logLikelihood: Number.NEGATIVE_INFINITY, rounds: 0, converged: false },
    end: () => responsibilities.endInto(posterior),
    round() {
      em.rounds++;
      responsibilities.momentsInto(sizes, means);
      if (!model.maximize(responsibilities.rows, { sizes, means }, regularization)) return false;
      const weights = sizes.map((size) => size / n);
      const total = responsibilities.weigh(model, means, weights) + model.sharedLogDensity();
      em.converged = Math.abs(total - em.logLikelihood) < tolerance * (1 + Math.abs(total));
      em.logLikelihood = total;
      return true;
    },
  };
  return em;
}
