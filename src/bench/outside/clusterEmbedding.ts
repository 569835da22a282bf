import type { Matrix } from "../../data/matrix.ts";
import { clusterDomains } from "../../domains/clusterDomains.ts";
import type { Domains } from "../../domains/result.ts";
import type { PluginFile } from "../plan/schema.ts";

export interface ClusterEmbeddingOptions {
  /** [n, 2] */
  readonly positions: Matrix;
  /** [n] section of each cell. */
  readonly sections: Int32Array | undefined;
  /** K */
  readonly count: number;
  readonly seed: number;
  /** Clustering, as `--clustering` names it, and options of its own; mclust by default, which the field uses most. */
  readonly clusterer: PluginFile["clusterer"];
}

/** Domains of an embedding that another program computed: those of a run with this clustering. */
export function clusterEmbedding(
  embedding: Matrix,
  { positions, sections, count, seed, clusterer = "mclust" }: ClusterEmbeddingOptions,
): Promise<Pick<Domains, "raw" | "refined">> {
  const { name, ...options } = typeof clusterer === "string" ? { name: clusterer } : clusterer;
  return clusterDomains(embedding, positions, count, {
    clustering: { name, options },
    seed,
    ...(sections === undefined ? {} : { sections }),
  });
}
