import { expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import type { Engine } from "../../engine/engine.ts";
import { scaledInput } from "../../nn/inputRows.ts";
import { intrinsicValues, spatialValues } from "./evaluate.ts";
import { createMaps } from "./maps.ts";
import type { TrainedModel } from "./trainedModel.ts";

/** Cells to be embedded, made in the same way as those that the model was trained on. */
export interface EmbeddingData {
  /** [n, d] network input, on the same components. */
  readonly input: Matrix;
  readonly graph: Graph;
  /** Full variant only: [n, p] scaled expression of the same genes. */
  readonly expression?: Matrix | ScaledExpression | undefined;
}

export interface Embeddings {
  /** z_spatial [n, spatialSize]. */
  readonly spatial: Matrix;
  /** z_intrinsic [n, intrinsicSize], in the full variant. */
  readonly intrinsic?: Matrix;
  /** z = [z_spatial, z_intrinsic] W, [n, jointSize]. */
  readonly fused: Matrix;
}

/**
 * Embed cells with a trained model in evaluation mode: nothing masked, batch normalisation by its running statistics.
 *
 * @param data the cells that it was trained on, or others. Not modified.
 * @throws bad-shape when the data do not fit the model; bad-data for a graph that is not symmetric.
 */
export async function embed(
  model: TrainedModel,
  data: EmbeddingData,
  engine: Engine,
  { chunk }: EmbedOptions = {},
  task: Task = silentTask,
): Promise<Embeddings> {
  const { settings, inputs: d, scale } = model;
  const { input, graph } = data;
  const { rows: n, columns } = input;
  expectShape("embed: input", [columns], { columns: d });
  expectShape("embed: graph", [graph.starts.length - 1], { cells: n });
  const rounds = model.geneMap ? 2 : 1;
  const intrinsic = await intrinsicOf(model, data, engine, task.part(0, 1 / rounds));
  const source = scaledInput(input, scale);
  const what = { graph, input: source, intrinsic, largest: chunk };
  const made = await spatialValues(engine, model, { ...what, task: task.part(1 - 1 / rounds, 1) });
  const { spatialSize, intrinsicSize, jointSize } = settings;
  return {
    spatial: { rows: n, columns: spatialSize, values: made.spatial },
    ...(intrinsic ? { intrinsic: { rows: n, columns: intrinsicSize, values: intrinsic } } : {}),
    fused: { rows: n, columns: jointSize, values: made.fused },
  };
}

export interface EmbedOptions {
  /** Cells to work on at once, at most: more take more memory, and the result is the same up to rounding. */
  readonly chunk?: number;
}

async function intrinsicOf(
  model: TrainedModel,
  { expression, input }: EmbeddingData,
  engine: Engine,
  task: Task,
): Promise<Float32Array | undefined> {
  const { geneMap } = model;
  if (!geneMap) return undefined;
  const { rows: n = 0, columns: p = 0 } = expression ? scaledRows(expression) : {};
  const genes = geneMap.gene.reduce((most, gene) => Math.max(most, gene + 1), 0);
  expectShape("embed: expression", [n, p], { cells: input.rows, genes });
  return expression && intrinsicValues(engine, model, { cells: n, maps: createMaps(expression, geneMap), task });
}
