import type { Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Engine, Values } from "../../engine/engine.ts";
import { cutIntoChunks } from "../../nn/chunks.ts";
import type { InputSource } from "../../nn/inputRows.ts";
import { flatSize, unpack } from "../../nn/parameters.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import { embeddings } from "./evaluation.ts";
import type { MapSource } from "./maps.ts";
import { evaluateIntrinsic, runningSize } from "./network/intrinsicEncoder.ts";
import { neighborhoodInputs } from "./steps.ts";
import type { TrainedModel } from "./trainedModel.ts";

/** Most numbers in a chunk's widest activation: 8 MB in float32, about a processor's cache. */
const largestActivation = 2 ** 21;
/** Chunks whose values are kept together, of gene maps and of tissue: seconds of work. */
const keptMaps = 64;
const keptChunks = 16;

/**
 * z_intrinsic [n, intrinsicSize] in evaluation mode, chunk by chunk.
 *
 * @param task whose memos are the values of some chunks at a time.
 */
export async function intrinsicValues(
  engine: Engine,
  model: TrainedModel,
  { cells: n, maps, task }: { cells: number; maps: MapSource; task: Task },
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
  const width = settings.intrinsicSize;
  for (let first = 0; first < n; first += keptMaps * chunk) {
    const end = Math.min(n, first + keptMaps * chunk);
    const values = await task.memo(`intrinsic-${first}`, async () => {
      const made = new Float32Array((end - first) * width);
      for (let start = first; start < end; start += chunk) {
        const rows = Int32Array.from({ length: Math.min(chunk, end - start) }, (_, i) => start + i);
        maps.fillInto(feed, rows);
        const { intrinsic } = await executable.run({ parameters, running, maps: feed });
        made.set(intrinsic.subarray(0, rows.length * width), (start - first) * width);
        const done = start + rows.length;
        await task.update(done / n, `${done} of ${n} cells encoded`);
      }
      return made;
    });
    result.set(values, first * width);
  }
  await executable.release();
  return result;
}

/**
 * z_spatial [n, spatialSize] and the fused z [n, jointSize] in evaluation mode, chunk by chunk: each with the cells around
 * it that its own depend on, so that every cell gets what one pass over the whole graph would give it.
 */
export async function spatialValues(
  engine: Engine,
  model: TrainedModel,
  { graph, input: source, intrinsic, largest, task }: SpatialOptions,
): Promise<{ spatial: Float32Array; fused: Float32Array }> {
  const { settings, inputs: d } = model;
  const { sizes, count, chunk } = cutIntoChunks(graph, { steps: settings.layers, largest });
  const { weights, parameters } = weightsOf(model, /^(spatial|fusion)\./);
  const seen = { input: input("input", [sizes.cells, d]), neighborhood: neighborhoodInputs(sizes) };
  const width = settings.intrinsicSize;
  const known: { intrinsic?: Tensor } = intrinsic ? { intrinsic: input("intrinsic", [sizes.cells, width]) } : {};
  const executable = await engine.compile(embeddings(seen, weights, { settings, ...known }));
  const rows = new Float32Array(sizes.cells * d);
  const expressed = new Float32Array(sizes.cells * width);
  const n = graph.starts.length - 1;
  const spatial = new Float32Array(n * settings.spatialSize);
  const fused = new Float32Array(n * settings.jointSize);
  let done = 0;
  for (let first = 0; first < count; first += keptChunks) {
    const part = await task.memo(`spatial-${first}`, async () => {
      const made: EmbeddedChunk[] = [];
      let embedded = done;
      for (let s = first; s < Math.min(count, first + keptChunks); s++) {
        const { cells, own, lists } = chunk(s);
        source.fillInto(rows, cells);
        for (const at of own) if (intrinsic) copyRowInto(expressed, at, rowOf(intrinsic, cells[at], width));
        const values = await executable.run({ ...lists, input: rows, intrinsic: expressed, parameters });
        made.push({
          cells: own.map((at) => cells[at]),
          spatial: rowsAt(values.spatial, own, settings.spatialSize),
          fused: rowsAt(values.fused, own, settings.jointSize),
        });
        embedded += own.length;
        await task.update(embedded / n, `${embedded} of ${n} cells embedded`);
      }
      return made;
    });
    for (const { cells, ...own } of part) {
      cells.forEach((cell, row) => {
        copyRowInto(spatial, cell, rowOf(own.spatial, row, settings.spatialSize));
        copyRowInto(fused, cell, rowOf(own.fused, row, settings.jointSize));
      });
      done += cells.length;
    }
  }
  await executable.release();
  return { spatial, fused };
}

/** Rows of a chunk's own cells. */
interface EmbeddedChunk {
  readonly cells: Uint32Array;
  readonly spatial: Float32Array;
  readonly fused: Float32Array;
}

interface SpatialOptions {
  readonly graph: Graph;
  readonly input: InputSource;
  /** [n, intrinsicSize] from `intrinsicValues`, in the full variant. */
  readonly intrinsic?: Float32Array | undefined;
  /** Own cells of a chunk at most. */
  readonly largest?: number | undefined;
  readonly task: Task;
}

const rowOf = (values: Values, row: number, width: number): Values => values.subarray(row * width, (row + 1) * width);

function rowsAt(values: Values, rows: Uint32Array, width: number): Float32Array {
  const picked = new Float32Array(rows.length * width);
  rows.forEach((from, to) => {
    copyRowInto(picked, to, rowOf(values, from, width));
  });
  return picked;
}

function copyRowInto(into: Float32Array, row: number, values: Values): void {
  into.set(values, row * values.length);
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
