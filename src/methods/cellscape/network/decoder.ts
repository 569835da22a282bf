import {
  attention,
  attentionParameters,
  attentionVectorParameters,
  dense,
  denseParameters,
} from "../../../nn/layers.ts";
import { scaledCosineError, scaledCosineErrorOfDense } from "../../../nn/losses.ts";
import { type Parameter, type Weights, weightOf } from "../../../nn/parameters.ts";
import { add, aggregate, gatherRows, matmul, takeRows, transpose } from "../../../tensor/ops.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import type { CellScapeOptions } from "../options.ts";
import type { StepInputs } from "./model.ts";

/** Parameters of the decoder, by kind of attention. */
export function decoderParameters({ decoderAttention, jointSize }: CellScapeOptions, outputs: number): Parameter[] {
  if (decoderAttention === "output") {
    return attentionParameters("decoder", { inputs: jointSize, heads: 1, width: outputs, join: "mean" });
  }
  return [
    ...attentionVectorParameters("decoder", 1, jointSize),
    { name: "decoder.shift", shape: [jointSize], start: { value: 0 } },
    ...denseParameters("decoder", jointSize, outputs),
  ];
}

/** Outputs this many times as wide as z are not made: the loss is had from smaller products. */
const wide = 4;

/**
 * Reconstruction loss of the masked cells from z [n, jointSize]: a linear graph attention layer with one head, then the
 * scaled cosine error. z is mixed over neighbours before it is projected to the (wider) output, which is the same
 * function, and only masked rows are projected.
 *
 * @see Methods, "Feature masking".
 */
export function reconstructionLoss(z: Tensor, inputs: StepInputs, { weights, settings }: Decoding): Tensor {
  const { masked, neighborhood } = inputs;
  const [weight, bias] = [weightOf(weights, "decoder.weight"), weightOf(weights, "decoder.bias")];
  const onOutput = settings.decoderAttention === "output";
  // z W a = z (W a)
  const logits = ["source", "target"].map((role) => {
    const vector = weightOf(weights, `decoder.${role}`);
    return matmul(z, onOutput ? matmul(weight, vector, { transposeB: true }) : transpose(vector));
  });
  const mixed = takeRows(aggregate(attention(logits, neighborhood), z, neighborhood), masked.rows, masked.places);
  const h = onOutput ? mixed : add(mixed, weightOf(weights, "decoder.shift"));
  const truth = { x: gatherRows(inputs.input, masked.rows), lengths: gatherRows(inputs.lengths, masked.rows) };
  const [width, outputs] = weight.shape;
  if (outputs > wide * width) return scaledCosineErrorOfDense(truth, { h, weight, bias }, settings.gamma);
  return scaledCosineError(truth, dense(h, weights, "decoder"), settings.gamma);
}

interface Decoding {
  readonly weights: Weights;
  readonly settings: CellScapeOptions;
}
