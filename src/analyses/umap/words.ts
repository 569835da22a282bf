import { placesWord, type Reported } from "../../results/reported.ts";
import type { EmbeddingName } from "../embeddingGraphs/made.ts";

/** Names of the maps of embeddings, in words. */
export function embeddingWords(made: Pick<Reported, "graph" | "trained">): Readonly<Record<EmbeddingName, string>> {
  return {
    spatial: made.trained ? "tissue context (z_spatial)" : "tissue context (components averaged over neighbours)",
    intrinsic: `expression of the ${placesWord(made).one} itself (z_intrinsic)`,
    fused: "both together (z)",
    components: "expression (principal components)",
  };
}
