import { binaryCrossEntropy, studentAssignment } from "../../nn/activations.ts";
import {
  add,
  divide,
  exp,
  log,
  maximum,
  mean,
  multiply,
  neighborDots,
  power,
  reshape,
  sqrt,
  subtract,
  sum,
} from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Trained } from "./network.ts";

/** Exponent of the error of masked cells. */
const gamma = 3;
/** Below this squared length of a row, a cosine is 0. */
const shortest = 1e-16;

/** Pairs of cells that are linked or not, as symmetric lists. */
export interface PairTensors {
  /** int32 [n, 1, k] */
  readonly index: Tensor;
  readonly reverse: Tensor;
  /** [n, k] 1 for cells that are linked, and themselves, 0 for others. */
  readonly linked: Tensor;
  /** [n, k] weights of sum 1: equal for the pairs that count, 0 for others and for padding. */
  readonly share: Tensor;
}

/** Mean over all entries of (x - reconstruction)^2. */
export function reconstructionLoss(x: Tensor, { reconstruction }: Trained): Tensor {
  const difference = subtract(x, reconstruction);
  return mean(multiply(difference, difference));
}

/** Mean over masked cells of (1 - cosine of the reconstruction and the input that the network saw)^3. */
export function maskedLoss(masked: Tensor, { reconstruction, input }: Trained): Tensor {
  const dot = (a: Tensor, b: Tensor) => sum(multiply(a, b), [1], true);
  const length = (rows: Tensor) => sqrt(add(dot(rows, rows), shortest));
  const cosine = divide(divide(dot(reconstruction, input), length(reconstruction)), length(input));
  return divide(sum(multiply(power(subtract(1, cosine), gamma), masked)), sum(masked));
}

/**
 * The variational graph autoencoder's: c BCE(z_i . z_j) over pairs, less (0.5 / n) mean_i sum(1 + 2 s - mu^2 - e^(2 s)).
 *
 * @param balance c
 * @see Kipf and Welling 2016
 */
export function graphLoss({ z, mean: mu, spread }: Trained, pairs: PairTensors, balance: number): Tensor {
  const [n, width] = z.shape;
  const dots = neighborDots(reshape(z, [n, 1, 1, width]), z, { index: pairs.index, reverse: pairs.reverse });
  const errors = binaryCrossEntropy(reshape(dots, pairs.linked.shape), pairs.linked);
  const twice = multiply(spread, 2);
  const information = subtract(subtract(add(twice, 1), multiply(mu, mu)), exp(twice));
  return subtract(
    multiply(sum(multiply(errors, pairs.share)), balance),
    multiply(mean(sum(information, [1])), 0.5 / n),
  );
}

/** Mean over all entries of p log(p / q), q the soft assignments of z to the centres. */
export function clusterLoss({ z }: Pick<Trained, "z">, centres: Tensor, target: Tensor): Tensor {
  const q = studentAssignment(z, centres);
  const apart = subtract(log(maximum(target, 1e-30)), log(q));
  return mean(multiply(target, apart));
}
