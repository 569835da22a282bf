import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { fuzzyGraph } from "../../math/neighbors/fuzzyGraph.ts";
import { nearestRows } from "../../math/neighbors/nearestRows.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { leadingComponents } from "./leadingComponents.ts";
import type { EmbeddingGraph, EmbeddingName } from "./made.ts";

/** Neighbours of a cell as scanpy counts them, the cell itself included: its default of 15. */
export const neighborCount = 15;

/** Cells that are alike in the embedding that the domains were found in. */
export async function makeSpatialNeighbors(
  { embeddings, domains }: Pick<Artifacts, "embeddings" | "domains">,
  { task }: StepContext,
): Promise<EmbeddingGraph> {
  return connect("spatial", embeddings[domains.embedding].primary, task);
}

/** Cells that are alike in expression, wherever they lie. */
export async function makeIntrinsicNeighbors(
  { features, domains, embeddings }: Pick<Artifacts, "features" | "domains" | "embeddings">,
  { config, task }: StepContext,
): Promise<EmbeddingGraph> {
  const { intrinsic: name = "" } = config.chosen.method.embeddings;
  const intrinsic = embeddings[domains.embedding].others[name];
  return intrinsic
    ? connect("intrinsic", intrinsic, task)
    : connect("components", await leadingComponents(features), task);
}

/** The exact nearest neighbours of each row and their fuzzy graph. */
export async function connect(embedding: EmbeddingName, rows: Matrix, task: Task): Promise<EmbeddingGraph> {
  const neighbors = await nearestRows(rows, Math.min(neighborCount - 1, rows.rows - 1), task);
  return { embedding, neighbors, graph: fuzzyGraph(neighbors) };
}

export const spatialNeighborsStep: Step<EmbeddingGraph, Pick<Artifacts, "embeddings" | "domains">> = {
  does: () => "Building kNN graph (spatial embedding)",
  needs: () => ["embeddings", "domains"],
  policy: optional,
  run: makeSpatialNeighbors,
};

export const intrinsicNeighborsStep: Step<EmbeddingGraph, Pick<Artifacts, "features" | "domains" | "embeddings">> = {
  does: (config) =>
    `Building kNN graph (${config.chosen.method.embeddings.intrinsic === undefined ? "components" : "expression"})`,
  needs: () => ["features", "domains", "embeddings"],
  policy: optional,
  run: makeIntrinsicNeighbors,
};
