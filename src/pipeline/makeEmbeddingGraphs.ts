import { fuzzyGraph } from "../analysis/fuzzyGraph.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestRows } from "../math/nearestRows.ts";
import type { Artifacts, EmbeddingGraph, EmbeddingName } from "./artifacts.ts";
import { leadingComponents } from "./leadingComponents.ts";

/** Neighbours of a cell as scanpy counts them, the cell itself included: its default of 15. */
export const neighborCount = 15;

/** Cells that are alike in the embedding that the domains were found in. */
export function makeSpatialNeighbors({
  embeddings,
  domains,
}: Pick<Artifacts, "embeddings" | "domains">): EmbeddingGraph {
  return connect("spatial", embeddings[domains.embedding]);
}

/** Cells that are alike in expression, wherever they lie. */
export function makeIntrinsicNeighbors({
  features,
  domains,
  trained,
}: Pick<Artifacts, "features" | "domains" | "trained">): EmbeddingGraph {
  // Without a trained model, such as for the smoothing baseline, the step has no `trained` at all.
  const models: Artifacts["trained"] | undefined = trained;
  const intrinsic = models?.[domains.embedding]?.intrinsic;
  if (intrinsic) return connect("intrinsic", intrinsic);
  return connect("components", leadingComponents(features));
}

/** The exact nearest neighbours of each row and their fuzzy graph. */
export function connect(embedding: EmbeddingName, rows: Matrix): EmbeddingGraph {
  const neighbors = nearestRows(rows, Math.min(neighborCount - 1, rows.rows - 1));
  return { embedding, neighbors, graph: fuzzyGraph(neighbors) };
}
