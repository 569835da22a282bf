import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../data/scaledExpression.ts";
import type { Engine } from "../engine/engine.ts";
import { expectShape } from "../errors.ts";
import { restoreRows, sortByNeighbors } from "./arrange.ts";
import { intrinsicValues, spatialValues } from "./evaluate.ts";
import { createMaps } from "./maps.ts";
import { padNeighbors } from "./neighbors.ts";
import { scaledInput } from "./tissue.ts";
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
export async function embed(model: TrainedModel, data: EmbeddingData, engine: Engine): Promise<Embeddings> {
  const { settings, inputs: d, scale } = model;
  const { rows: n, columns } = data.input;
  expectShape("embed: input", [columns], { columns: d });
  expectShape("embed: graph", [data.graph.starts.length - 1], { cells: n });
  const intrinsic = await intrinsicOf(model, data, engine);
  const { graph, order, spans } = sortByNeighbors(data.graph);
  const { places, ...lists } = padNeighbors(graph);
  const input = new Float32Array(n * d);
  scaledInput(data.input, scale).fillInto(input, order);
  const size = settings.intrinsicSize;
  const moved = intrinsic && new Float32Array(intrinsic.length);
  if (moved) {
    order.forEach((cell, at) => {
      moved.set(intrinsic.subarray(cell * size, (cell + 1) * size), at * size);
    });
  }
  const { spatial, fused } = await spatialValues(engine, model, {
    feeds: { ...lists, input },
    intrinsic: moved,
    sizes: { cells: n, places, spans },
  });
  return {
    spatial: { rows: n, columns: settings.spatialSize, values: restoreRows(spatial, order) },
    ...(intrinsic ? { intrinsic: { rows: n, columns: size, values: intrinsic } } : {}),
    fused: { rows: n, columns: settings.jointSize, values: restoreRows(fused, order) },
  };
}

async function intrinsicOf(model: TrainedModel, { expression, input }: EmbeddingData, engine: Engine) {
  const { geneMap } = model;
  if (!geneMap) return undefined;
  const { rows: n = 0, columns: p = 0 } = expression ? scaledRows(expression) : {};
  const genes = geneMap.gene.reduce((most, gene) => Math.max(most, gene + 1), 0);
  expectShape("embed: expression", [n, p], { cells: input.rows, genes });
  return expression && intrinsicValues(engine, model, { cells: n, maps: createMaps(expression, geneMap) });
}
