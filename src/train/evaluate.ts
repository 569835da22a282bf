import type { Engine, Values } from "../engine/engine.ts";
import { embeddings } from "../model/evaluation.ts";
import { evaluateIntrinsic, runningSize } from "../model/intrinsicEncoder.ts";
import { flatSize, unpack } from "../model/parameters.ts";
import { input, type Tensor } from "../program/tensor.ts";
import type { MapSource } from "./maps.ts";
import { neighborhoodInputs, type StepSizes } from "./step.ts";
import type { TrainedModel } from "./trainedModel.ts";

/** Most numbers in a chunk's widest activation. */
const largestActivation = 2 ** 23;

/** z_intrinsic [n, intrinsicSize] in evaluation mode, chunk by chunk. */
export async function intrinsicValues(
  engine: Engine,
  model: TrainedModel,
  { cells: n, maps }: { cells: number; maps: MapSource },
): Promise<Float32Array> {
  const { settings, running = new Float32Array(0) } = model;
  const { shape, length } = maps;
  const widest = Math.max(...settings.channels) * shape.side ** 2;
  const chunk = Math.max(1, Math.min(n, Math.floor(largestActivation / widest)));
  const { weights, parameters } = weightsOf(model, /^map\./);
  const statistics = input("running", [runningSize(settings)]);
  const executable = await engine.compile({
    intrinsic: evaluateIntrinsic(input("maps", [chunk, length]), statistics, { weights, settings, map: shape }),
  });
  const result = new Float32Array(n * settings.intrinsicSize);
  const feed = new Float32Array(chunk * length);
  for (let start = 0; start < n; start += chunk) {
    const rows = Int32Array.from({ length: Math.min(chunk, n - start) }, (_, i) => start + i);
    maps.fillInto(feed, rows);
    const { intrinsic } = await executable.run({ parameters, running, maps: feed });
    result.set(intrinsic.subarray(0, rows.length * settings.intrinsicSize), start * settings.intrinsicSize);
  }
  await executable.release();
  return result;
}

/** z_spatial [n, spatialSize] and the fused z [n, jointSize] in evaluation mode. */
export async function spatialValues(
  engine: Engine,
  model: TrainedModel,
  { feeds, intrinsic, sizes }: SpatialOptions,
): Promise<{ spatial: Float32Array; fused: Float32Array }> {
  const { settings, inputs: d } = model;
  const { weights, parameters } = weightsOf(model, /^(spatial|fusion)\./);
  const seen = { input: input("input", [sizes.cells, d]), neighborhood: neighborhoodInputs(sizes) };
  const known: { intrinsic?: Tensor } = intrinsic
    ? { intrinsic: input("intrinsic", [sizes.cells, settings.intrinsicSize]) }
    : {};
  const executable = await engine.compile(embeddings(seen, weights, { settings, ...known }));
  const { spatial, fused } = await executable.run({ ...feeds, parameters, ...(intrinsic ? { intrinsic } : {}) });
  await executable.release();
  if (spatial instanceof Float32Array && fused instanceof Float32Array) return { spatial, fused };
  throw new Error("internal: embeddings are not float32");
}

interface SpatialOptions {
  /** input, index, reverse and bias. */
  readonly feeds: Readonly<Record<string, Values>>;
  readonly intrinsic?: Float32Array | undefined;
  readonly sizes: Pick<StepSizes, "cells" | "places" | "spans">;
}

/** The weights of a part of the model, as slices of one flat input, and that input's values. */
function weightsOf({ parameters }: TrainedModel, part: RegExp) {
  const chosen = parameters.filter(({ name }) => part.test(name));
  const values = new Float32Array(flatSize(chosen));
  let start = 0;
  for (const parameter of chosen) {
    values.set(parameter.values, start);
    start += parameter.values.length;
  }
  return { weights: unpack(input("parameters", [values.length]), chosen).weights, parameters: values };
}
