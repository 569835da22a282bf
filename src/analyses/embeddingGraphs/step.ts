import { type Paced, pace } from "../../core/paced.ts";
import { shareReport } from "../../core/progress.ts";
import type { Matrix } from "../../data/matrix.ts";
import { pacedNearestRows } from "../../math/neighbors/nearestRows.ts";
import type { Artifacts, Context } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { fuzzyGraph } from "./fuzzyGraph.ts";
import { leadingComponents } from "./leadingComponents.ts";
import type { EmbeddingGraph, EmbeddingName } from "./made.ts";

/** Neighbours of a cell as scanpy counts them, the cell itself included: its default of 15. */
export const neighborCount = 15;

/** Cells that are alike in the embedding that the domains were found in. */
export async function makeSpatialNeighbors(
  { embeddings, domains }: Pick<Artifacts, "embeddings" | "domains">,
  { report, signal }: Context,
): Promise<EmbeddingGraph> {
  const work = connect("spatial", embeddings[domains.embedding]);
  return pace(work, { onShare: shareReport(report, "spatialNeighbors"), signal });
}

/** Cells that are alike in expression, wherever they lie. */
export async function makeIntrinsicNeighbors(
  { features, domains, trained }: Pick<Artifacts, "features" | "domains" | "trained">,
  { report, signal }: Context,
): Promise<EmbeddingGraph> {
  // Without a trained model, such as for the smoothing baseline, the step has no `trained` at all.
  const models: Artifacts["trained"] | undefined = trained;
  const intrinsic = models?.[domains.embedding]?.intrinsic;
  const work = intrinsic ? connect("intrinsic", intrinsic) : connect("components", leadingComponents(features));
  return pace(work, { onShare: shareReport(report, "intrinsicNeighbors"), signal });
}

/** The exact nearest neighbours of each row and their fuzzy graph, in pieces. */
export function* connect(embedding: EmbeddingName, rows: Matrix): Paced<EmbeddingGraph> {
  const neighbors = yield* pacedNearestRows(rows, Math.min(neighborCount - 1, rows.rows - 1));
  return { embedding, neighbors, graph: fuzzyGraph(neighbors) };
}

export const spatialNeighborsStep: Step<EmbeddingGraph, Pick<Artifacts, "embeddings" | "domains">> = {
  does: () => "Building kNN graph (z_spatial)",
  needs: () => ["embeddings", "domains"],
  policy: optional,
  run: makeSpatialNeighbors,
};

export const intrinsicNeighborsStep: Step<EmbeddingGraph, Pick<Artifacts, "features" | "domains" | "trained">> = {
  does: ({ method }) => `Building kNN graph (${method === "smooth" ? "components" : "z_intrinsic"})`,
  needs: ({ method }) => (method === "smooth" ? ["features", "domains"] : ["features", "domains", "trained"]),
  policy: optional,
  run: makeIntrinsicNeighbors,
};
