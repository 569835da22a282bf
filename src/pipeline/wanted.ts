import { wantedAnalyses } from "./analyses.ts";
import type { ArtifactName } from "./artifacts.ts";
import type { Config } from "./config.ts";

/**
 * The artifacts that the results of a run are written from, in the order in which they are made.
 *
 * @throws bad-option for analyses that lack what they need.
 */
export function wantedArtifacts(config: Config): ArtifactName[] {
  const trains = config.method === "cellscape";
  const full = trains && config.variant === "full";
  return [
    ...(["dataset", "selection", "features", "graph"] as const),
    ...(trains ? (["trained"] as const) : []),
    ...(full ? (["geneMap"] as const) : []),
    ...(config.domains === "auto" ? (["domainCount"] as const) : []),
    ...(["embeddings", "domains"] as const),
    ...wantedAnalyses(config),
  ];
}
