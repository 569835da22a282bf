import type { Artifacts } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { type SpatialGenes, spatialGenes } from "./spatialGenes.ts";

export const spatialGenesStep: Step<SpatialGenes, Pick<Artifacts, "graph"> & AllGenesMade> = {
  does: () => "Ranking spatially variable genes (Moran's I)",
  needs: () => ["allGenes", "graph"],
  policy: optional,
  run: ({ allGenes, graph }) => spatialGenes(allGenes.expression, graph.graph),
};
