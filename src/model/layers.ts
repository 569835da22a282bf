import {
  add,
  aggregate,
  concat,
  gatherNeighbors,
  leakyRelu,
  matmul,
  mean,
  multiply,
  type Neighbors,
  reshape,
  slice,
  softmax,
  sum,
  transpose,
} from "../program/ops.ts";
import { constant, type Tensor } from "../program/tensor.ts";
import { glorot, type Parameter, torchDefault, type Weights, weightOf } from "./parameters.ts";

/** Slope of attention's LeakyReLU below zero, as in GAT. */
const slope = 0.2;

/** The spatial graph inside a program: padded neighbour lists with self loops, see `gatherNeighbors`. */
export interface Neighborhood extends Neighbors {
  /** [n, 1, k] added to the attention logits: 0 at a neighbour, very negative where the list is padded. */
  readonly bias: Tensor;
}

export interface AttentionShape {
  readonly inputs: number;
  readonly heads: number;
  /** Outputs of each head. */
  readonly width: number;
  /** Heads side by side, or their mean. */
  readonly join: "concat" | "mean";
}

export function attentionParameters(name: string, { inputs, heads, width, join }: AttentionShape): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [inputs, heads * width], start: glorot(inputs, heads * width) },
    ...lookParameters(name, heads, width),
    { name: `${name}.bias`, shape: [join === "concat" ? heads * width : width], start: { value: 0 } },
  ];
}

/** The two vectors of each head that attention looks along. */
export function lookParameters(name: string, heads: number, width: number): Parameter[] {
  // torch counts the fans of a [1, heads, width] array as heads * width and width.
  const start = glorot(heads * width, width);
  return ["source", "target"].map((role) => ({ name: `${name}.${role}`, shape: [heads, width], start }));
}

interface AttentionOptions {
  readonly weights: Weights;
  readonly name: string;
  readonly shape: AttentionShape;
  /** x W, when there is a cheaper way to it. */
  readonly project?: (weight: Tensor) => Tensor;
}

/**
 * One graph attention layer (GAT): h = x W; alpha_ij = softmax_j LeakyReLU(source . h_j + target . h_i) over the
 * neighbours j of i and i itself; y_i = sum_j alpha_ij h_j for each head, then concatenated or averaged, plus a bias.
 *
 * @param x [n, inputs]
 * @returns [n, heads * width] or [n, width].
 * @see Methods, "Model architecture"; Velickovic et al. 2018.
 */
export function attentionLayer(
  x: Tensor,
  neighborhood: Neighborhood,
  { weights, name, shape, project = (weight) => matmul(x, weight) }: AttentionOptions,
): Tensor {
  const { inputs, heads, width, join } = shape;
  const [weight, bias] = [weightOf(weights, `${name}.weight`), weightOf(weights, `${name}.bias`)];
  const vectors = [weightOf(weights, `${name}.source`), weightOf(weights, `${name}.target`)];
  const n = x.shape[0];
  let mixed: Tensor;
  if (inputs <= heads * width && join === "concat") {
    // sum_j alpha_ij (x_j W) = (sum_j alpha_ij x_j) W: mix the narrower of the two.
    const perHead = reshape(weight, [inputs, heads, width]);
    // x W a = x (W a)
    const looks = vectors.map((vector) => sum(multiply(perHead, vector), [2]));
    const alpha = attention(matmul(x, concat(looks, 1)), neighborhood);
    const near = gatherNeighbors(x, neighborhood.index, neighborhood.reverse);
    const means = transpose(matmul(alpha, near), [1, 0, 2]);
    const projected = matmul(means, transpose(perHead, [1, 0, 2]));
    mixed = reshape(transpose(projected, [1, 0, 2]), [n, heads * width]);
  } else {
    const h = project(weight);
    const looks = concat(
      vectors.map((vector) => blockColumns(vector)),
      1,
    );
    mixed = aggregate(attention(matmul(h, looks), neighborhood), h, neighborhood);
  }
  return add(join === "concat" ? mixed : mean(reshape(mixed, [n, heads, width]), [1]), bias);
}

/**
 * Attention weights from each cell's two looks, without a row per edge.
 *
 * @param looks [n, 2 * heads]: what a cell shows as a neighbour, then what it sees as a centre.
 * @returns [n, heads, k], which sum to 1 over k.
 */
export function attention(looks: Tensor, { index, reverse, bias }: Neighborhood): Tensor {
  const [n, twice] = looks.shape;
  const heads = twice / 2;
  const shown = gatherNeighbors(slice(looks, 1, { start: 0, end: heads }), index, reverse);
  const seen = reshape(slice(looks, 1, { start: heads, end: twice }), [n, heads, 1]);
  return softmax(add(leakyRelu(add(transpose(shown, [0, 2, 1]), seen), slope), bias));
}

/** A vector per head [heads, width] as a block-diagonal matrix [heads * width, heads]: h times it is h . a per head. */
function blockColumns(vector: Tensor): Tensor {
  const [heads, width] = vector.shape;
  const blocks = Float64Array.from({ length: heads * width * heads }, (_, e) =>
    Math.floor(e / (heads * width)) === e % heads ? 1 : 0,
  );
  return multiply(reshape(vector, [heads * width, 1]), constant(blocks, [heads * width, heads]));
}

/** x W + b. */
export function dense(x: Tensor, weights: Weights, name: string): Tensor {
  return add(matmul(x, weightOf(weights, `${name}.weight`)), weightOf(weights, `${name}.bias`));
}

export function denseParameters(name: string, inputs: number, outputs: number): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [inputs, outputs], start: torchDefault(inputs) },
    { name: `${name}.bias`, shape: [outputs], start: torchDefault(inputs) },
  ];
}
