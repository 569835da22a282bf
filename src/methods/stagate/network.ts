import { attention, type Neighborhood } from "../../nn/layers.ts";
import { type Parameter, type Weights, weightOf, xavierNormal } from "../../nn/parameters.ts";
import {
  add,
  addSlopes,
  aggregate,
  concat,
  elu,
  matmul,
  multiply,
  negate,
  reshape,
  sigmoid,
  slice,
  stopGradient,
  subtract,
  sum,
} from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { StagateOptions } from "./options.ts";

/** What the network sees. */
export interface StagateInputs {
  /** [n, p] log expression. */
  readonly x: Tensor;
  /** [] sum of the squares of x. */
  readonly squares: Tensor;
  readonly neighborhood: Neighborhood;
}

/** The decoder's weights are the encoder's, with gradients and Adam moments of their own. */
export const decoderTies = { "decoder.first": "first", "decoder.second": "second" } as const;

/** Of the normal start: 1.414. */
const gain = Math.SQRT2;

export function stagateParameters(genes: number, { hidden, size }: StagateOptions): Parameter[] {
  // torch counts the fans of a [1, 1, hidden] array as hidden and hidden.
  const vector = { shape: [hidden, 1], start: xavierNormal(hidden, hidden, gain) } as const;
  return [
    { name: "first", shape: [genes, hidden], start: xavierNormal(genes, hidden, gain) },
    { name: "second", shape: [hidden, size], start: xavierNormal(hidden, size, gain) },
    { name: "source", ...vector },
    { name: "target", ...vector },
  ];
}

export interface Encoded {
  /** [n, size] */
  readonly z: Tensor;
  /** [n, 1, k] weights of neighbours. */
  readonly alpha: Tensor;
  /** [n, hidden] x first, where it was computed. */
  readonly projected?: Tensor;
}

/**
 * z = elu(A x first) second, where A holds the attention weights: softmax over neighbours and the cell itself of
 * sigmoid(source . h_j + target . h_i) for h = x first.
 */
export function encode({ x, neighborhood }: StagateInputs, weights: Weights): Encoded {
  const first = weightOf(weights, "first");
  const vectors = concat([weightOf(weights, "source"), weightOf(weights, "target")], 1);
  // h a = x (first a): no row of h is needed for the logits.
  const logits = matmul(x, matmul(first, vectors));
  const column = (at: number) => slice(logits, 1, { start: at, end: at + 1 });
  const alpha = attention([column(0), column(1)], neighborhood, sigmoid);
  const second = weightOf(weights, "second");
  if (!widens(first)) {
    const projected = matmul(x, first);
    return { z: matmul(elu(aggregate(alpha, projected, neighborhood)), second), alpha, projected };
  }
  // A (x first) = (A x) first: mix the rows that are narrower.
  return { z: matmul(elu(matmul(aggregate(alpha, x, neighborhood), first)), second), alpha };
}

const widens = ({ shape: [genes, hidden] }: Tensor) => genes <= hidden;

/** Mean over all entries of (x - y)^2 for y = elu(A z second') first', the decoder with the encoder's attention. */
export function reconstructionLoss(
  { x, squares, neighborhood }: StagateInputs,
  weights: Weights,
  { z, alpha, projected }: Encoded,
): Tensor {
  const first = weightOf(weights, "decoder.first");
  const second = weightOf(weights, "decoder.second");
  // A (z second') = (A z) second', of which z has fewer columns.
  const hidden = elu(matmul(aggregate(alpha, z, neighborhood), second, { transposeB: true }));
  const entries = x.shape[0] * x.shape[1];
  if (!projected) {
    const apart = subtract(x, matmul(hidden, first, { transposeB: true }));
    return multiply(sum(multiply(apart, apart)), 1 / entries);
  }
  // |x - y|^2 = |x|^2 - 2 <x first, hidden> + <hidden' hidden, first' first>, without making y. x first is there already.
  const inner = addSlopes(
    sum(multiply(stopGradient(projected), hidden)),
    sum(multiply(stopGradient(matmul(x, hidden, { transposeA: true })), first)),
  );
  // Both sides of a product with itself slope alike, as what meets it is symmetric: one is followed, twice.
  const gramOf = (rows: Tensor) => matmul(rows, stopGradient(rows), { transposeA: true });
  const ofHidden = sum(multiply(gramOf(hidden), stopGradient(gramOf(first))));
  const ofFirst = sum(multiply(stopGradient(gramOf(hidden)), gramOf(first)));
  const power = addSlopes(stopGradient(ofHidden), multiply(add(ofHidden, ofFirst), 2));
  const total = add(add(reshape(squares, []), multiply(negate(inner), 2)), power);
  return multiply(total, 1 / entries);
}
