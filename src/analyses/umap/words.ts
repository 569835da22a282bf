import { methodNamed } from "../../methods/registry.ts";
import { placesWord, type RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { EmbeddingName } from "../embeddingGraphs/made.ts";

/** The embeddings in words. */
export function embeddingWords(
  made: Pick<RunArtifacts, "graph">,
  { method }: Pick<Config, "method">,
): Readonly<Record<EmbeddingName, string>> {
  const { primary, others, intrinsic = "", fused = "" } = methodNamed(method).embeddings;
  const cell = placesWord(made).one;
  const components = "expression (principal components)";
  return {
    spatial: primary.title(cell),
    intrinsic: others[intrinsic]?.title(cell) ?? components,
    fused: others[fused]?.title(cell) ?? primary.title(cell),
    components,
  };
}
