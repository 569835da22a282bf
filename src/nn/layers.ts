import type { Neighbors } from "../tensor/neighborList.ts";
import {
  add,
  addSlopes,
  aggregate,
  aggregateRows,
  aggregateShared,
  gatherNeighbors,
  leakyRelu,
  matmul,
  mean,
  multiply,
  reshape,
  softmax,
  stopGradient,
  sum,
  transpose,
} from "../tensor/ops.ts";
import { constant as constantTensor, type Tensor } from "../tensor/tensor.ts";
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

/** Weight [inputs, heads * width], attention vectors and bias of a graph attention layer. */
export function attentionParameters(name: string, { inputs, heads, width, join }: AttentionShape): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [inputs, heads * width], start: glorot(inputs, heads * width) },
    ...attentionVectorParameters(name, heads, width),
    { name: `${name}.bias`, shape: [join === "concat" ? heads * width : width], start: { value: 0 } },
  ];
}

/** Source and target attention vectors of each head. */
export function attentionVectorParameters(name: string, heads: number, width: number): Parameter[] {
  // torch counts the fans of a [1, heads, width] array as heads * width and width.
  const start = glorot(heads * width, width);
  return ["source", "target"].map((role) => ({ name: `${name}.${role}`, shape: [heads, width], start }));
}

interface AttentionOptions {
  readonly weights: Weights;
  readonly name: string;
  readonly shape: AttentionShape;
  /** True if no gradient is wanted for x. */
  readonly constant?: boolean;
  /** x W, when there is a cheaper way to it. */
  readonly project?: (weight: Tensor) => Tensor;
}

/**
 * One graph attention layer (GAT): h = x W; alpha_ij = softmax_j LeakyReLU(source . h_j + target . h_i) over the
 * neighbours j of i and i itself; y_i = sum_j alpha_ij h_j for each head, then concatenated or averaged, plus a bias.
 *
 * @param x [n, inputs]
 * @returns [n, heads * width] or [n, width].
 * @throws bad-shape when shapes do not fit.
 * @see Methods, "Model architecture"; Velickovic et al. 2018.
 */
export function attentionLayer(
  x: Tensor,
  neighborhood: Neighborhood,
  { weights, name, shape, constant = false, project = (matrix) => matmul(x, matrix) }: AttentionOptions,
): Tensor {
  const { inputs, heads, width, join } = shape;
  const weight = weightOf(weights, `${name}.weight`);
  const vectors = [weightOf(weights, `${name}.source`), weightOf(weights, `${name}.target`)];
  // sum_j alpha_ij (x_j W) = (sum_j alpha_ij x_j) W: mix the rows that are narrower.
  const mixInputs = inputs <= heads * width && (join === "mean" || constant);
  const perHead = reshape(weight, [inputs, heads, width]);
  const n = x.shape[0];
  let y: Tensor;
  if (mixInputs) {
    // x W a = x (W a)
    const alpha = attention(
      vectors.map((vector) => matmul(x, sum(multiply(perHead, vector), [2]))),
      neighborhood,
    );
    const means = aggregateShared(alpha, join === "mean" ? stopGradient(x) : x, neighborhood);
    if (join === "concat") {
      const projected = matmul(transpose(means, [1, 0, 2]), transpose(perHead, [1, 0, 2]));
      y = reshape(transpose(projected, [1, 0, 2]), [n, heads * width]);
    } else {
      const stacked = reshape(transpose(perHead, [1, 0, 2]), [heads * inputs, width]);
      const average = multiply(matmul(reshape(means, [n, heads * inputs]), stacked), 1 / heads);
      y = addSlopes(average, meanOverHeads(stopGradient(alpha), matmul(x, stopGradient(weight)), neighborhood));
    }
  } else {
    const h = project(weight);
    const alpha = attention(
      vectors.map((vector) => matmul(h, blockColumns(vector))),
      neighborhood,
    );
    const mixed = aggregate(alpha, h, neighborhood);
    y = join === "concat" ? mixed : mean(reshape(mixed, [n, heads, width]), [1]);
  }
  return add(y, weightOf(weights, `${name}.bias`));
}

/**
 * Mean over heads of the weighted neighbour sums: alpha [n, heads, k], h [n, heads * width] -> [n, width]. What flows
 * back gathers rows of `width` numbers, for all heads at once.
 */
function meanOverHeads(alpha: Tensor, h: Tensor, { index, reverse, spans = [] }: Neighborhood): Tensor {
  const [n, heads, k] = alpha.shape;
  const lists = { index: reshape(index, [n, 1, k]), reverse: reshape(reverse, [n, 1, k]) };
  const places = reshape(transpose(alpha, [0, 2, 1]), [n, 1, 1, k * heads]);
  const total = aggregateRows(places, h, lists, { parts: heads, spans });
  return multiply(reshape(total, [n, h.shape[1] / heads]), 1 / heads);
}

/**
 * Attention weights from source and target logits of each cell, without a row per edge.
 *
 * @param logits of each cell as a neighbour (source) and as a centre (target), [n, heads] each.
 * @param activation of the sums of logits, before the softmax; LeakyReLU with slope 0.2 by default.
 * @returns [n, heads, k], which sum to 1 over k.
 */
export function attention(
  [shown, seen]: readonly Tensor[],
  { index, reverse, bias }: Neighborhood,
  activation: (logits: Tensor) => Tensor = (logits) => leakyRelu(logits, slope),
): Tensor {
  const [n, heads] = shown.shape;
  const near = transpose(gatherNeighbors(shown, index, reverse), [0, 2, 1]);
  return softmax(add(activation(add(near, reshape(seen, [n, heads, 1]))), bias));
}

/** A vector per head [heads, width] as a block-diagonal matrix [heads * width, heads]: h times it is h . a per head. */
function blockColumns(vector: Tensor): Tensor {
  const [heads, width] = vector.shape;
  const blocks = Float64Array.from({ length: heads * width * heads }, (_, e) =>
    Math.floor(e / (heads * width)) === e % heads ? 1 : 0,
  );
  return multiply(reshape(vector, [heads * width, 1]), constantTensor(blocks, [heads * width, heads]));
}

/**
 * x W + b.
 *
 * @param x [n, inputs]
 * @returns [n, outputs]
 * @throws bad-shape when shapes do not fit.
 * @see torch.nn.Linear, whose weight is the transposed W.
 */
export function dense(x: Tensor, weights: Weights, name: string): Tensor {
  return add(matmul(x, weightOf(weights, `${name}.weight`)), weightOf(weights, `${name}.bias`));
}

/** Weight [inputs, outputs] and bias of a dense layer, initialised as by PyTorch. */
export function denseParameters(name: string, inputs: number, outputs: number): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [inputs, outputs], start: torchDefault(inputs) },
    { name: `${name}.bias`, shape: [outputs], start: torchDefault(inputs) },
  ];
}
