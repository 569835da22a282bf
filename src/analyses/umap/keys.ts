import { type AnnDataKeys, spreadMatrix } from "../../results/annDataKeys.ts";
import type { EntryNames } from "../../results/entryNames.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { embeddingKey, isAligned } from "../embeddingGraphs/embeddingKey.ts";
import type { UmapMade } from "./made.ts";

/** UMAPs of the embeddings; that of the spatial embedding takes scanpy's own key. */
export function umapKeys(
  { umaps = [], ...part }: RunArtifacts<UmapMade>,
  config: Config,
  names: EntryNames,
): Pick<AnnDataKeys, "obsm" | "uns"> {
  const [first] = umaps;
  const use_rep = first && embeddingKey(config, first.embedding, isAligned(part));
  const [layout, parameters] = names.together("obsm/X_umap", "uns/umap");
  return {
    obsm: Object.fromEntries(
      umaps.map((umap) => {
        const key = umap.embedding === "spatial" ? layout : `${layout}_${umap.embedding}`;
        return [key, spreadMatrix(umap.layout, part)] as const;
      }),
    ),
    // `use_rep` names the embedding: a later run, which replaces that, replaces the layout too.
    uns: first ? { [parameters]: { params: { a: first.a, b: first.b, random_state: config.seed, use_rep } } } : {},
  };
}
