import { add, exp, greater, log, multiply, negate, subtract, sum, where } from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { logGamma, softplus } from "./activations.ts";

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
 * @param x [n, p] counts.
 * @returns [n] sums over the columns.
 * @see Lopez et al. 2018 (scVI).
 */
export function zeroInflatedLikelihood(x: Tensor, { mean, logDispersion, zero }: ZeroInflated): Tensor {
  const theta = exp(logDispersion);
  const logTotal = log(add(add(theta, mean), epsilon));
  // t - zero, which both cases have.
  const shared = subtract(multiply(theta, subtract(log(add(theta, epsilon)), logTotal)), zero);
  const gammas = subtract(logGamma(add(x, theta)), logGamma(theta));
  const counted = add(shared, add(multiply(x, subtract(log(add(mean, epsilon)), logTotal)), gammas));
  const each = subtract(where(greater(x, epsilon), counted, softplus(shared)), softplus(negate(zero)));
  return sum(each, [1]);
}

/**
 * Kullback-Leibler divergence of independent normals from the standard normal.
 *
 * @param mean [n, d]
 * @param variance [n, d], > 0.
 * @returns [n] sums over the columns.
 */
export function divergenceFromStandard(mean: Tensor, variance: Tensor): Tensor {
  const each = subtract(add(variance, multiply(mean, mean)), add(log(variance), 1));
  return multiply(sum(each, [1]), 0.5);
}
