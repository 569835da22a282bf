import { groupThousands } from "../../figure/drawing/axes.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Analysis } from "../analysis.ts";
import { spatialGeneKeys } from "./keys.ts";
import type { SpatialGenesMade } from "./made.ts";
import { spatialGeneMethods } from "./methods.ts";
import { spatialGenesPage } from "./page.ts";
import { spatialGenesStep } from "./step.ts";
import { spatialGeneTables } from "./table.ts";

/** Spatially variable genes. */
export const spatialGenesAnalysis = {
  name: "spatial-genes",
  steps: { spatialGenes: spatialGenesStep },
  artifacts: ["spatialGenes"],
  keys: spatialGeneKeys,
  tables: spatialGeneTables,
  figures: {
    spatial_genes: "maps of the genes with the highest Moran's I",
  },
  pages: [spatialGenesPage],
  methods: spatialGeneMethods,
  facts: ({ spatialGenes }: RunArtifacts<SpatialGenesMade>) => {
    if (!spatialGenes) return [];
    const significant = spatialGenes.adjustedNormal.filter((p) => p <= 0.05).length;
    return [{ name: "Spatial genes", value: groupThousands(significant) }];
  },
  map: ({ spatialGenes }: RunArtifacts<SpatialGenesMade>) =>
    spatialGenes ? { genes: [...spatialGenes.order.subarray(0, 1000)] } : {},
} satisfies Analysis;
