import type { WeightedGraph } from "../../data/weightedGraph.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";

/** Which embedding something was made from: z_spatial, z_intrinsic or z; `components` stand in where there is no branch. */
export type EmbeddingName = "spatial" | "intrinsic" | "fused" | "components";

/** Cells that are alike in an embedding. */
export interface EmbeddingGraph {
  readonly embedding: EmbeddingName;
  /** Exact nearest other cells of each analysed cell. */
  readonly neighbors: Neighbors;
  /** Fingerprint of the embedding. */
  readonly madeFrom?: string;
  /** The fuzzy graph of these. */
  readonly graph: WeightedGraph;
}

export interface EmbeddingGraphsMade {
  /** Of z_spatial. */
  readonly spatialNeighbors: EmbeddingGraph;
  /** Of z_intrinsic, or of 30 components where there is no intrinsic branch. */
  readonly intrinsicNeighbors: EmbeddingGraph;
}
