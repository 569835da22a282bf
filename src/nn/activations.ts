import {
  abs,
  add,
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
  const w = add(z, lifted);
  const inverse = divide(1, w);
  const inverse3 = multiply(multiply(inverse, inverse), inverse);
  const inverse5 = multiply(multiply(inverse3, inverse), inverse);
  const series = add(
    add(multiply(inverse, 1 / 12), multiply(inverse3, -1 / 360)),
    add(multiply(inverse5, 1 / 1260), Math.log(2 * Math.PI) / 2),
  );
  const stirling = add(subtract(multiply(subtract(w, 0.5), log(w)), w), series);
  const product = multiply(multiply(z, add(z, 1)), add(z, 2));
  return subtract(stirling, log(product));
}
