import { batchNormalize, type Normalized, normalizeBy, updateRunning } from "../../nn/batchNorm.ts";
import { type ConvolutionLists, convolve } from "../../nn/graphConvolution.ts";
import { dense, denseParameters } from "../../nn/layers.ts";
import { type Parameter, type Weights, weightOf, xavierUniform } from "../../nn/parameters.ts";
import { add, concat, elu, exp, matmul, multiply, relu, slice } from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type DroppedName, embeddingSize, encoderUnits, graphUnits } from "./sizes.ts";

/** Added to variances, and the share of a new batch in running statistics. */
const epsilon = 1e-3;
const momentum = 0.01;

const layers = ["encoder.0", "encoder.1"] as const;

/** @param inputs d, columns of the input. */
export function sedrParameters(inputs: number): Parameter[] {
  const normalized = (name: string, width: number): Parameter[] => [
    { name: `${name}.scale`, shape: [width], start: { value: 1 } },
    { name: `${name}.offset`, shape: [width], start: { value: 0 } },
  ];
  const weight = (name: string, rows: number, columns: number): Parameter => {
    return { name: `${name}.weight`, shape: [rows, columns], start: xavierUniform(rows, columns) };
  };
  const [wide, narrow] = encoderUnits;
  const [hidden, result] = graphUnits;
  return [
    ...denseParameters(layers[0], inputs, wide),
    ...normalized(layers[0], wide),
    ...denseParameters(layers[1], wide, narrow),
    ...normalized(layers[1], narrow),
    ...[weight("graph", narrow, hidden), weight("mean", hidden, result), weight("spread", hidden, result)],
    weight("decoder", embeddingSize, inputs),
    { name: "token", shape: [inputs], start: { value: 0 } },
  ];
}

/** Numbers of running statistics: mean and variance of each unit. */
export const runningSize = 2 * (encoderUnits[0] + encoderUnits[1]);

/** Running statistics before the first step: means 0, variances 1. */
export function initialRunning(): Float32Array {
  return Float32Array.from(
    encoderUnits.flatMap((width) => [...new Array<number>(width).fill(0), ...new Array<number>(width).fill(1)]),
  );
}

export interface Seen {
  /** [n, d] */
  readonly x: Tensor;
  /** [n, 1] 1 for the cells to whose input the token is added, 0 for others. */
  readonly masked: Tensor;
  readonly lists: ConvolutionLists;
  /** Running statistics, mean and variance of each layer in turn. */
  readonly running: Tensor;
}

export interface Chance {
  /** Masks of dropout [n, columns of `dropped`], 0 or 1 / (1 - rate). */
  readonly dropped: Readonly<Record<DroppedName, Tensor>>;
  /** [n, 16] standard normal. */
  readonly noise: Tensor;
}

/** What training computes. */
export interface Trained {
  /** [n, 32] */
  readonly z: Tensor;
  /** [n, 16] mean of g, and the logarithm of its standard deviation. */
  readonly mean: Tensor;
  readonly spread: Tensor;
  /** [n, d] the input as the network saw it, and its reconstruction. */
  readonly input: Tensor;
  readonly reconstruction: Tensor;
  /** Running statistics after this batch. */
  readonly running: Tensor;
}

/** Forward pass of training: statistics of the batch, dropout, and noise in g. */
export function trainingPass(seen: Seen, weights: Weights, { dropped, noise }: Chance): Trained {
  const batches: Normalized[] = [];
  const masks = [dropped.droppedFirst, dropped.droppedSecond];
  const input = maskedInput(seen, weights);
  const own = encode(input, weights, (rows, scale, offset, layer) => {
    const normalized = batchNormalize(rows, scale, offset, { epsilon });
    batches.push(normalized);
    return multiply(elu(normalized.y), masks[layer]);
  });
  const drop = (rows: Tensor, name: DroppedName) => multiply(rows, dropped[name]);
  const { mean, spread } = graphEncoding(own, seen.lists, weights, drop);
  const z = concat([own, add(mean, multiply(exp(spread), noise))], 1);
  const mixed = convolve(drop(z, "droppedDecoder"), seen.lists);
  const reconstruction = matmul(mixed, weightOf(weights, "decoder.weight"));
  return { z, mean, spread, input, reconstruction, running: updateRunning(seen.running, batches, momentum) };
}

/** z [n, 32] in evaluation: running statistics, no dropout, g its mean. The token is added here too. */
export function evaluationPass(seen: Seen, weights: Weights): Tensor {
  let start = 0;
  const next = (width: number) => {
    start += width;
    return slice(seen.running, 0, { start: start - width, end: start });
  };
  const own = encode(maskedInput(seen, weights), weights, (rows, scale, offset) => {
    const width = rows.shape[1];
    return elu(normalizeBy(rows, scale, offset, { mean: next(width), variance: next(width), epsilon }));
  });
  return concat([own, graphEncoding(own, seen.lists, weights, (rows) => rows).mean], 1);
}

function maskedInput({ x, masked }: Seen, weights: Weights): Tensor {
  return add(x, multiply(masked, weightOf(weights, "token")));
}

/** F [n, 16]. */
function encode(
  input: Tensor,
  weights: Weights,
  finish: (rows: Tensor, scale: Tensor, offset: Tensor, layer: number) => Tensor,
): Tensor {
  return layers.reduce((rows, name, layer) => {
    const [scale, offset] = [weightOf(weights, `${name}.scale`), weightOf(weights, `${name}.offset`)];
    return finish(dense(rows, weights, name), scale, offset, layer);
  }, input);
}

function graphEncoding(
  own: Tensor,
  lists: ConvolutionLists,
  weights: Weights,
  drop: (rows: Tensor, name: DroppedName) => Tensor,
): { mean: Tensor; spread: Tensor } {
  // A (x V) = (A x) V: neighbours are gathered where rows are narrower, and once for mean and spread.
  const mixed = convolve(drop(own, "droppedGraph"), lists);
  const hidden = relu(matmul(mixed, weightOf(weights, "graph.weight")));
  const sides = concat(
    [
      matmul(drop(hidden, "droppedMean"), weightOf(weights, "mean.weight")),
      matmul(drop(hidden, "droppedSpread"), weightOf(weights, "spread.weight")),
    ],
    1,
  );
  const both = convolve(sides, lists);
  const width = graphUnits[1];
  return { mean: slice(both, 1, { end: width }), spread: slice(both, 1, { start: width }) };
}
