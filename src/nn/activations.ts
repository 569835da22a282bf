import {
  abs,
  add,
  addSlopes,
  divide,
  exp,
  log,
  logSumExp,
  matmul,
  maximum,
  minimum,
  multiply,
  negate,
  power,
  reshape,
  sigmoid,
  stopGradient,
  subtract,
  sum,
} from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** log(1 + e^x), without overflow. */
export function softplus(x: Tensor): Tensor {
  return add(maximum(x, 0), log(add(exp(negate(abs(x))), 1)));
}

/** log(1 / (1 + e^-x)). */
export function logSigmoid(x: Tensor): Tensor {
  return negate(softplus(negate(x)));
}

/** Hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return subtract(multiply(sigmoid(multiply(x, 2)), 2), 1);
}

/**
 * max(x, 0) + slope . min(x, 0), with a slope that is trained.
 *
 * @param x [n, d]
 * @param slope [d] or [1]
 */
export function prelu(x: Tensor, slope: Tensor): Tensor {
  return add(maximum(x, 0), multiply(minimum(x, 0), slope));
}

/** Logarithm of the softmax over the last axis: x [..., d] -> [..., d]. */
export function logSoftmax(x: Tensor): Tensor {
  return subtract(x, reshape(logSumExp(x), [...x.shape.slice(0, -1), 1]));
}

/**
 * Binary cross entropy of logits, one per entry.
 *
 * @param labels 0 or 1, in the shape of the logits.
 */
export function binaryCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return subtract(softplus(logits), multiply(labels, logits));
}

/** Squared Euclidean distances of rows: a [n, d], b [m, d] -> [n, m]. */
export function squaredDistances(a: Tensor, b: Tensor): Tensor {
  const [n, m] = [a.shape[0], b.shape[0]];
  const squares = (rows: Tensor) => sum(multiply(rows, rows), [1]);
  const cross = matmul(a, b, { transposeB: true });
  return maximum(subtract(add(reshape(squares(a), [n, 1]), reshape(squares(b), [1, m])), multiply(cross, 2)), 0);
}

/**
 * Soft assignment of rows to centres by Student's t: q_ik proportional to (1 / (1 + d2 / scale + 1e-8))^exponent, rows of
 * sum 1.
 *
 * @param z [n, d]
 * @param centres [k, d]
 * @returns [n, k]
 * @see Xie, Girshick and Farhadi 2016 (DEC), where both are 1.
 */
export function studentAssignment(
  z: Tensor,
  centres: Tensor,
  { scale = 1, exponent = 1 }: { scale?: number; exponent?: number } = {},
): Tensor {
  const similarity = power(divide(1, add(add(multiply(squaredDistances(z, centres), 1 / scale), 1), 1e-8)), exponent);
  return divide(similarity, sum(similarity, [1], true));
}

/** How many products lift the argument of `logGamma` to where its series is exact. */
const lifted = 3;

/**
 * log Gamma(z) for z > 0, with an error below 3e-7: Stirling's series at z + 3, less log(z (z + 1) (z + 2)).
 *
 * @see Abramowitz and Stegun 6.1.41
 */
export function logGamma(z: Tensor): Tensor {
  const { logGamma: value, digamma } = digammaAndLogGamma(stopGradient(z));
  return addSlopes(value, multiply(stopGradient(digamma), z));
}

/**
 * log Gamma and its slope for z > 0: what both need is computed once. The series of either ends with the same power, so that
 * the errors, below 3e-7 and 1e-6, are those of a function and its derivative.
 *
 * @see Abramowitz and Stegun 6.1.41, 6.3.18
 */
export function digammaAndLogGamma(z: Tensor): Readonly<Record<"logGamma" | "digamma", Tensor>> {
  const w = add(z, lifted);
  const logW = log(w);
  const inverse = divide(1, w);
  const square = multiply(inverse, inverse);
  const value = multiply(inverse, add(multiply(square, add(multiply(square, 1 / 1260), -1 / 360)), 1 / 12));
  const slope = multiply(square, add(multiply(square, add(multiply(square, 1 / 252), -1 / 120)), 1 / 12));
  const stirling = add(subtract(multiply(subtract(w, 0.5), logW), w), add(value, Math.log(2 * Math.PI) / 2));
  // z (z + 1) (z + 2), and its slope 3 z (z + 2) + 2.
  const product = multiply(z, add(multiply(z, w), 2));
  const ofProduct = add(multiply(multiply(z, add(z, 2)), 3), 2);
  return {
    logGamma: subtract(stirling, log(product)),
    digamma: subtract(subtract(subtract(logW, multiply(inverse, 0.5)), slope), divide(ofProduct, product)),
  };
}
