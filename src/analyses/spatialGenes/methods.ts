import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { SpatialGenesMade } from "./made.ts";

const moran = {
  work: "Moran PAP. Notes on continuous stochastic phenomena. Biometrika 37, 17-23 (1950).",
};

export function spatialGeneMethods({ spatialGenes }: RunArtifacts<SpatialGenesMade>, _: Config, cite: Cite): string[] {
  if (!spatialGenes) return [];
  return [
    `Spatially variable genes were ranked by Moran's I ${cite(moran)} on the spatial graph, with p-values from the normal approximation.`,
  ];
}
