import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { IntegrationMade } from "./made.ts";

const lisi = {
  work: "Korsunsky I, et al. Fast, sensitive and accurate integration of single-cell data with Harmony. Nature Methods 16, 1289-1296 (2019).",
};
const scib = {
  work: "Luecken MD, et al. Benchmarking atlas-level data integration in single-cell genomics. Nature Methods 19, 41-50 (2022).",
};

export function integrationMethods({ integration }: RunArtifacts<IntegrationMade>, _: Config, cite: Cite): string[] {
  if (!integration || integration.stages.length === 0) return [];
  return [
    `Batch integration was scored by LISI ${cite(lisi)}, kBET and silhouette widths ${cite(scib)} on principal components and on the spatial embedding.`,
  ];
}
