import { binaryCrossEntropy } from "../../nn/activations.ts";
import { type Parameter, type Weights, weightOf, xavierUniform } from "../../nn/parameters.ts";
import type { Neighbors } from "../../tensor/neighborList.ts";
import {
  add,
  aggregate,
  concat,
  gatherRows,
  matmul,
  mean,
  multiply,
  normalizeRows,
  relu,
  reshape,
  sigmoid,
  slice,
  subtract,
  sum,
} from "../../tensor/ops.ts";
import { constant, type Tensor } from "../../tensor/tensor.ts";
import type { GraphstOptions } from "./options.ts";

/** What the network sees. */
export interface GraphstInputs {
  /** [n, p] scaled expression. */
  readonly x: Tensor;
  /** [1] sum of the squares of x. */
  readonly squares: Tensor;
  readonly neighbors: Neighbors;
  /** [n, 1, k] weights of the graph convolutions, A. */
  readonly convolution: Tensor;
  /** [n, 1, k] weights of the readout, R: rows sum to 1. */
  readonly readout: Tensor;
}

/** Rows in another order, new in each step. */
export interface Shuffle {
  /** int32 [n] row that takes each place. */
  readonly order: Tensor;
  /** int32 [n, 1] place that each row takes. */
  readonly places: Tensor;
}

export function graphstParameters(genes: number, { size }: GraphstOptions): Parameter[] {
  return [
    { name: "first", shape: [genes, size], start: xavierUniform(genes, size) },
    { name: "second", shape: [size, genes], start: xavierUniform(size, genes) },
    // torch counts the fans of a [1, size, size] array as size^2 and size.
    { name: "discriminator", shape: [size, size], start: xavierUniform(size * size, size) },
    { name: "bias", shape: [1], start: { value: 0 } },
  ];
}

/** A (A x first), of which the reconstruction of x is the product with `second`: [n, size]. */
export function encode({ x, neighbors, convolution }: GraphstInputs, weights: Weights): Tensor {
  const z = aggregate(convolution, matmul(x, weightOf(weights, "first")), neighbors);
  return aggregate(convolution, z, neighbors);
}

/** The losses of one pass, each of one element. */
export interface GraphstLosses {
  /** Mean over all entries of (x - H)^2, times its weight. */
  readonly reconstruction: Tensor;
  /** Binary cross entropies of cells and shuffled cells with their neighbourhoods, and the reverse. */
  readonly contrast: Tensor;
}

export function graphstLosses(
  inputs: GraphstInputs,
  { order, places }: Shuffle,
  weights: Weights,
  { reconstructionWeight }: Pick<GraphstOptions, "reconstructionWeight">,
): GraphstLosses {
  const { x, neighbors, convolution, readout } = inputs;
  const [n, p] = x.shape;
  const projected = matmul(x, weightOf(weights, "first"));
  const size = projected.shape[1];
  // Shuffled rows times a matrix are the shuffled product, and both are convolved side by side.
  const shuffled = gatherRows(projected, order, { users: places, complete: true });
  const both = aggregate(convolution, concat([projected, shuffled], 1), neighbors);
  const y = aggregate(convolution, slice(both, 1, { end: size }), neighbors);

  const cells = relu(both);
  const around = reshape(aggregate(readout, cells, neighbors), [n, 2, size]);
  const summaries = sigmoid(normalizeRows(around));
  const scored = reshape(matmul(reshape(cells, [2 * n, size]), weightOf(weights, "discriminator")), [n, 2, size]);
  // Each of both kinds of cell with each of both kinds of neighbourhood: those of one kind belong together.
  const logits = add(matmul(scored, summaries, { transposeB: true }), weightOf(weights, "bias"));
  const labels = constant([1, 0, 0, 1], [1, 2, 2]);
  return {
    reconstruction: multiply(squaredError(inputs, y, weightOf(weights, "second")), reconstructionWeight / (n * p)),
    // Two means over 2 n logits each.
    contrast: multiply(mean(binaryCrossEntropy(logits, labels)), 2),
  };
}

/** |x - y W|^2 = |x|^2 - 2 <x' y, W'> + <y' y, W W'>, without ever making y W. */
function squaredError({ x, squares }: GraphstInputs, y: Tensor, weight: Tensor): Tensor {
  const inner = sum(multiply(matmul(y, x, { transposeA: true }), weight));
  const power = sum(multiply(matmul(y, y, { transposeA: true }), matmul(weight, weight, { transposeB: true })));
  return add(subtract(reshape(squares, []), multiply(inner, 2)), power);
}
