import {
  add,
  addSlopes,
  divide,
  exp,
  greater,
  log,
  multiply,
  negate,
  sigmoid,
  stopGradient,
  subtract,
  sum,
  where,
} from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { digammaAndLogGamma, softplus } from "./activations.ts";

/** Added under logarithms. */
const epsilon = 1e-8;

/** Parameters of a zero-inflated negative binomial distribution of counts. */
export interface ZeroInflated {
  /** [n, p] mean of the part that is not inflated, >= 0. */
  readonly mean: Tensor;
  /** [p] logarithm of the inverse dispersion theta: the variance is mean + mean^2 / theta. */
  readonly logDispersion: Tensor;
  /** [n, p] logits of a zero that is not of the negative binomial. */
  readonly zero: Tensor;
}

/**
 * Log-likelihood of rows of counts under a zero-inflated negative binomial, but for -log Gamma(x + 1), which no parameter
 * changes.
 *
 * With t = theta (log theta - log(theta + mean)): softplus(t - zero) - softplus(-zero) where x = 0, and
 * -softplus(-zero) - zero + t + x (log mean - log(theta + mean)) + log Gamma(x + theta) - log Gamma(theta) elsewhere.
 *
 * Its slopes are written out: those of each op in turn would take three times as many ops of all entries.
 *
 * @param x [n, p] counts.
 * @returns [n] sums over the columns.
 * @throws bad-shape when shapes do not fit.
 * @see Lopez et al. 2018 (scVI).
 */
export function zeroInflatedLikelihood(x: Tensor, parameters: ZeroInflated): Tensor {
  const mean = stopGradient(parameters.mean);
  const zero = stopGradient(parameters.zero);
  const theta = exp(stopGradient(parameters.logDispersion));
  const total = add(add(theta, mean), epsilon);
  const logTotal = log(total);
  const apart = subtract(log(add(theta, epsilon)), logTotal);
  const seen = greater(x, epsilon);
  // t - zero, which both cases have.
  const shared = subtract(multiply(theta, apart), zero);
  const [ofSum, ofTheta] = [digammaAndLogGamma(add(x, theta)), digammaAndLogGamma(theta)];
  const meanAbove = add(mean, epsilon);
  const counted = add(
    add(shared, multiply(x, subtract(log(meanAbove), logTotal))),
    subtract(ofSum.logGamma, ofTheta.logGamma),
  );
  const each = subtract(where(seen, counted, softplus(shared)), softplus(negate(zero)));
  // Slope along t - zero: 1 where the cell has counts.
  const along = where(seen, 1, sigmoid(shared));
  const perTotal = divide(1, total);
  const thetaShare = multiply(theta, perTotal);
  const bySum = subtract(multiply(x, subtract(divide(1, meanAbove), perTotal)), multiply(along, thetaShare));
  const byTheta = add(
    subtract(
      multiply(along, add(subtract(apart, thetaShare), divide(theta, add(theta, epsilon)))),
      multiply(x, perTotal),
    ),
    subtract(ofSum.digamma, ofTheta.digamma),
  );
  const slopes = [
    multiply(stopGradient(bySum), parameters.mean),
    multiply(stopGradient(subtract(sigmoid(negate(zero)), along)), parameters.zero),
    multiply(stopGradient(multiply(byTheta, theta)), parameters.logDispersion),
  ];
  return addSlopes(
    sum(each, [1]),
    sum(
      slopes.reduce((all, slope) => add(all, slope)),
      [1],
    ),
  );
}

/**
 * Kullback-Leibler divergence of independent normals from the standard normal.
 *
 * @param mean [n, d]
 * @param variance [n, d], > 0.
 * @returns [n] sums over the columns.
 * @throws bad-shape when shapes do not fit.
 * @see Kingma and Welling 2014, appendix B.
 */
export function divergenceFromStandard(mean: Tensor, variance: Tensor): Tensor {
  const each = subtract(add(variance, multiply(mean, mean)), add(log(variance), 1));
  return multiply(sum(each, [1]), 0.5);
}
