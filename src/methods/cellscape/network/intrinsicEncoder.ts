import { batchNormalize, type Normalized, normalizeBy, updateRunning } from "../../../nn/batchNorm.ts";
import { convolution } from "../../../nn/convolution.ts";
import { dense, denseParameters } from "../../../nn/layers.ts";
import { type Parameter, torchDefault, type Weights, weightOf } from "../../../nn/parameters.ts";
import { relu, reshape, slice } from "../../../tensor/ops.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import type { CellScapeOptions } from "../options.ts";
import type { MapShape } from "./mapShape.ts";

/** Convolutions have no bias: the normalisation behind each would take it away again. */
export function intrinsicParameters({ channels, intrinsicSize }: CellScapeOptions, map: MapShape): Parameter[] {
  const layers = channels.flatMap((outputs, i): Parameter[] => {
    const inputs = i === 0 ? map.channels : channels[i - 1];
    return [
      { name: `map.${i}.weight`, shape: [outputs, inputs, 3, 3], start: torchDefault(9 * inputs) },
      { name: `map.${i}.scale`, shape: [outputs], start: { value: 1 } },
      { name: `map.${i}.offset`, shape: [outputs], start: { value: 0 } },
    ];
  });
  const flat = channels[channels.length - 1] * map.side * map.side;
  return [...layers, ...denseParameters("map.dense", flat, intrinsicSize)];
}

/** The linear decoder of the intrinsic branch's own loss. */
export function intrinsicDecoderParameters({ intrinsicSize }: CellScapeOptions, outputs: number): Parameter[] {
  return denseParameters("own", intrinsicSize, outputs);
}

/** Numbers that batch normalisation keeps: each layer's running mean and variance. */
export function runningSize({ channels }: CellScapeOptions): number {
  return 2 * channels.reduce((total, count) => total + count, 0);
}

/** Running statistics before the first batch: means 0 and variances 1. */
export function initialRunning({ channels }: CellScapeOptions): Float32Array {
  return Float32Array.from(channels.flatMap((c) => [...Array<number>(c).fill(0), ...Array<number>(c).fill(1)]));
}

interface Branch {
  readonly weights: Weights;
  readonly settings: CellScapeOptions;
  readonly map: MapShape;
}

/**
 * z_intrinsic of a batch while training: convolution, batch normalisation, ReLU for each layer, then a dense layer.
 *
 * @param maps [b, channels * side * side]
 * @param last how many cells the last row stands for.
 * @returns z [b, intrinsicSize], and the running statistics after this batch.
 * @see Methods, "Model architecture".
 */
export function trainIntrinsic(
  maps: Tensor,
  running: Tensor,
  { weights, settings, map, last = 1 }: Branch & { last?: number },
): { z: Tensor; running: Tensor } {
  const batches: Normalized[] = [];
  const z = encode(maps, { weights, settings, map }, (x, scale, offset) => {
    const normalized = batchNormalize(x, scale, offset, { last });
    batches.push(normalized);
    return normalized.y;
  });
  return { z, running: updateRunning(running, batches, settings.momentum) };
}

/** z_intrinsic [b, intrinsicSize] of maps in evaluation mode, with the running statistics. */
export function evaluateIntrinsic(maps: Tensor, running: Tensor, branch: Branch): Tensor {
  let start = 0;
  return encode(maps, branch, (x, scale, offset) => {
    const c = x.shape[1];
    const mean = slice(running, 0, { start, end: start + c });
    const variance = slice(running, 0, { start: start + c, end: start + 2 * c });
    start += 2 * c;
    return normalizeBy(x, scale, offset, { mean, variance });
  });
}

function encode(
  maps: Tensor,
  { weights, settings: { channels }, map }: Branch,
  normalize: (x: Tensor, scale: Tensor, offset: Tensor) => Tensor,
): Tensor {
  const b = maps.shape[0];
  const positions = map.side * map.side;
  let x = reshape(maps, [b, map.channels, positions]);
  channels.forEach((_, i) => {
    const [scale, offset] = [weightOf(weights, `map.${i}.scale`), weightOf(weights, `map.${i}.offset`)];
    x = relu(normalize(convolution(x, weightOf(weights, `map.${i}.weight`), map.side), scale, offset));
  });
  return dense(reshape(x, [b, channels[channels.length - 1] * positions]), weights, "map.dense");
}
