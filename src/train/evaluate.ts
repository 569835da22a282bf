import type { Engine, Values } from "../engine/engine.ts";
import { embeddings } from "../model/evaluation.ts";
import { evaluateIntrinsic, runningSize } from "../model/intrinsicEncoder.ts";
import { flatSize, type Parameter, unpack } from "../model/parameters.ts";
import type { ModelSettings } from "../model/settings.ts";
import { input, type Tensor } from "../program/tensor.ts";
import type { MapSource } from "./maps.ts";
import { neighborhoodInputs, type StepSizes } from "./step.ts";

/** A part of the model with the values that training gave it. */
interface Part {
  readonly parameters: readonly Parameter[];
  readonly values: Float32Array;
}

/** Most numbers in a chunk's widest activation. */
const largestActivation = 2 ** 23;

/** z_intrinsic [n, intrinsicSize] in evaluation mode, chunk by chunk. */
export async function intrinsicValues(
  engine: Engine,
  { parameters, values }: Part,
  {
    cells,
    maps,
    running,
    settings,
  }: { cells: number; maps: MapSource; running: Float32Array; settings: ModelSettings },
): Promise<Float32Array> {
  const { shape, length } = maps;
  const widest = Math.max(...settings.channels) * shape.side ** 2;
  const chunk = Math.max(1, Math.min(cells, Math.floor(largestActivation / widest)));
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const statistics = input("running", [runningSize(settings)]);
  const branch = { weights, settings, map: shape };
  const executable = await engine.compile({
    intrinsic: evaluateIntrinsic(input("maps", [chunk, length]), statistics, branch),
  });
  const result = new Float32Array(cells * settings.intrinsicSize);
  const feed = new Float32Array(chunk * length);
  for (let start = 0; start < cells; start += chunk) {
    const rows = Int32Array.from({ length: Math.min(chunk, cells - start) }, (_, i) => start + i);
    maps.fillInto(feed, rows);
    const { intrinsic } = await executable.run({ parameters: values, running, maps: feed });
    result.set(intrinsic.subarray(0, rows.length * settings.intrinsicSize), start * settings.intrinsicSize);
  }
  await executable.release();
  return result;
}

/** z_spatial [n, spatialSize] and the fused z [n, jointSize] in evaluation mode. */
export async function spatialValues(
  engine: Engine,
  { parameters, values }: Part,
  { feeds, intrinsic, settings, sizes }: SpatialOptions,
): Promise<{ spatial: Float32Array; fused: Float32Array }> {
  const { cells: n, inputs: d } = sizes;
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const seen = { input: input("input", [n, d]), neighborhood: neighborhoodInputs(sizes) };
  const known: { intrinsic?: Tensor } = intrinsic ? { intrinsic: input("intrinsic", [n, settings.intrinsicSize]) } : {};
  const executable = await engine.compile(embeddings(seen, weights, { settings, ...known }));
  const { spatial, fused } = await executable.run({
    ...feeds,
    parameters: values,
    ...(intrinsic ? { intrinsic } : {}),
  });
  await executable.release();
  if (spatial instanceof Float32Array && fused instanceof Float32Array) return { spatial, fused };
  throw new Error("internal: embeddings are not float32");
}

interface SpatialOptions {
  /** input, index, reverse and bias. */
  readonly feeds: Readonly<Record<string, Values>>;
  readonly intrinsic?: Float32Array | undefined;
  readonly settings: ModelSettings;
  readonly sizes: Omit<StepSizes, "comparison">;
}
