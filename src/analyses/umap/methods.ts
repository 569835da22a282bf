import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { neighborCount } from "../embeddingGraphs/step.ts";
import type { UmapMade } from "./made.ts";

const umap = {
  work: "McInnes L, Healy J, Melville J. UMAP: uniform manifold approximation and projection for dimension reduction. arXiv:1802.03426 (2018).",
};

export function umapMethods({ umaps = [] }: RunArtifacts<UmapMade>, _: Config, cite: Cite): string[] {
  return umaps.length > 0 ? [`Embeddings were laid out with UMAP ${cite(umap)} (${neighborCount} neighbours).`] : [];
}
