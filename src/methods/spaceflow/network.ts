import { prelu } from "../../nn/activations.ts";
import { type ConvolutionLists, convolve } from "../../nn/graphConvolution.ts";
import { type PairPlan, pairRows } from "../../nn/pairs.ts";
import { type Parameter, type Weights, weightOf, xavierUniform } from "../../nn/parameters.ts";
import {
  add,
  concat,
  divide,
  gatherRows,
  log,
  matmul,
  max,
  mean,
  multiply,
  negate,
  reshape,
  sigmoid,
  slice,
  sqrt,
  subtract,
  sum,
} from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Slope of PReLU below zero at the start. */
const slope = 0.25;
/** Added to probabilities under a logarithm. */
const epsilon = 1e-15;
/** Added to each difference of a distance, as torch's pairwise_distance has it. */
const apart = 1e-6;

const layerParameters = (name: string, inputs: number, width: number): Parameter[] => [
  { name: `${name}.weight`, shape: [inputs, width], start: xavierUniform(inputs, width) },
  { name: `${name}.bias`, shape: [width], start: { value: 0 } },
  { name: `${name}.slope`, shape: [width], start: { value: slope } },
];

/** Two graph convolutions, and the matrix that compares cells with the summary of the tissue. */
export function spaceflowParameters(genes: number, width: number): Parameter[] {
  return [
    ...layerParameters("first", genes, width),
    ...layerParameters("second", width, width),
    { name: "discriminator.weight", shape: [width, width], start: { bound: 1 / Math.sqrt(width) } },
  ];
}

/** Rows that another arrangement of the tissue has. */
export interface Permuted {
  /** int32 [n] row at each place, and [n, 1] place of each row. */
  readonly order: Tensor;
  readonly inverse: Tensor;
}

/**
 * The embedding z [n, width]; with `permuted`, also that of the same graph with the rows of x permuted.
 *
 * Both lie side by side in the layers: (permuted x) W is permuted (x W), and neighbours are gathered once for both.
 *
 * @param x [n, p] expression.
 */
export function encode(x: Tensor, lists: ConvolutionLists, weights: Weights, permuted?: Permuted): Tensor[] {
  const n = x.shape[0];
  const own = matmul(x, weightOf(weights, "first.weight"));
  const width = own.shape[1];
  const sides = permuted ? [own, gatherRows(own, permuted.order, { users: permuted.inverse, complete: true })] : [own];
  const layer = (name: string, rows: Tensor) => {
    const mixed = reshape(convolve(rows, lists), [n * sides.length, width]);
    return prelu(add(mixed, weightOf(weights, `${name}.bias`)), weightOf(weights, `${name}.slope`));
  };
  const hidden = layer("first", concat(sides, 1));
  const projected = matmul(hidden, weightOf(weights, "second.weight"));
  const z = reshape(layer("second", reshape(projected, [n, sides.length * width])), [n, sides.length, width]);
  return sides.map((_, side) => reshape(slice(z, 1, { start: side, end: side + 1 }), [n, width]));
}

/**
 * Deep graph infomax: cells of the tissue are discriminated from those of a permuted one by how they agree with the summary of it,
 * -mean log(p) - mean log(1 - p').
 *
 * @param z [n, width], and that of the permuted tissue.
 * @see Velickovic et al. 2019
 */
export function infomaxLoss([z, permuted]: readonly Tensor[], weights: Weights): Tensor {
  const summary = sigmoid(mean(z, [0], true));
  const direction = matmul(weightOf(weights, "discriminator.weight"), summary, { transposeB: true });
  const probability = (rows: Tensor) => sigmoid(matmul(rows, direction));
  const agree = mean(log(add(probability(z), epsilon)));
  const differ = mean(log(add(subtract(1, probability(permuted)), epsilon)));
  return negate(add(agree, differ));
}

/**
 * Mean over pairs of w (1 - d / largest d), with d the distance of both embeddings: it is the smaller, the farther apart
 * the embeddings are.
 *
 * @param weights of the pairs, [rounds, size]; all 1 by default.
 */
export function spreadLoss(z: Tensor, plan: PairPlan, weights?: Tensor): Tensor {
  const { first, second } = pairRows(z, plan);
  // Of the other sign, which the squares drop: so the gradient of the many rows, the second ones, needs none.
  const difference = subtract(subtract(second, first), apart);
  const distances = sqrt(sum(multiply(difference, difference), [2]));
  const near = subtract(1, divide(distances, max(distances)));
  return mean(weights ? multiply(near, weights) : near);
}
