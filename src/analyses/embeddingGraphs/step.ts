import { fingerprintOf } from "../../core/fingerprint.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { fuzzyGraph } from "../../math/neighbors/fuzzyGraph.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";
import { nearestRows } from "../../math/neighbors/nearestRows.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { leadingComponents } from "./leadingComponents.ts";
import type { EmbeddingGraph, EmbeddingName } from "./made.ts";

/** Neighbours of a cell as scanpy counts them, the cell itself included: its default of 15. */
export const neighborCount = 15;

/** Neighbours that an earlier run found in the same embedding; undefined where there are none. */
export type KnownNeighbors = (embedding: EmbeddingName, madeFrom: string, k: number) => Promise<Neighbors | undefined>;

/** Cells that are alike in the embedding that the domains were found in, aligned where there are several samples. */
export async function makeSpatialNeighbors(
  { embeddings, domains }: Pick<Artifacts, "embeddings" | "domains">,
  { task }: StepContext,
  known?: KnownNeighbors,
): Promise<EmbeddingGraph> {
  const { primary, aligned = primary } = embeddings[domains.embedding];
  return connect("spatial", aligned, task, known);
}

/** Cells that are alike in expression, wherever they lie. */
export async function makeIntrinsicNeighbors(
  { features, domains, embeddings }: Pick<Artifacts, "features" | "domains" | "embeddings">,
  { config, task }: StepContext,
  known?: KnownNeighbors,
): Promise<EmbeddingGraph> {
  const { intrinsic: name = "" } = config.chosen.method.embeddings;
  const intrinsic = embeddings[domains.embedding].others[name];
  return intrinsic
    ? connect("intrinsic", intrinsic, task, known)
    : connect("components", await leadingComponents(features), task, known);
}

/** The exact nearest neighbours of each row and their fuzzy graph. */
export async function connect(
  embedding: EmbeddingName,
  rows: Matrix,
  task: Task,
  known?: KnownNeighbors,
): Promise<EmbeddingGraph> {
  const k = Math.min(neighborCount - 1, rows.rows - 1);
  const madeFrom = fingerprintOf(rows.rows, rows.columns, k, rows.values);
  const neighbors = (await known?.(embedding, madeFrom, k)) ?? (await nearestRows(rows, k, task));
  return { embedding, neighbors, madeFrom, graph: fuzzyGraph(neighbors) };
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
