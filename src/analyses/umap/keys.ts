import { type AnnDataKeys, spreadMatrix } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { EmbeddingName } from "../embeddingGraphs/made.ts";
import type { UmapMade } from "./made.ts";

/** UMAPs of the embeddings; that of the spatial embedding takes scanpy's own key. */
export function umapKeys(
  { umaps = [], ...part }: RunArtifacts<UmapMade>,
  { seed }: Config,
): Pick<AnnDataKeys, "obsm" | "uns"> {
  const [first] = umaps;
  return {
    obsm: Object.fromEntries(
      umaps.map(({ embedding, layout }) => [umapKey(embedding), spreadMatrix(layout, part)] as const),
    ),
    uns: first ? { umap: { params: { a: first.a, b: first.b, random_state: seed } } } : {},
  };
}

function umapKey(embedding: EmbeddingName): string {
  return embedding === "spatial" ? "X_umap" : `X_umap_${embedding}`;
}
