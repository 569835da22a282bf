import type { Artifacts } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { EmbeddingGraphsMade } from "../embeddingGraphs/made.ts";
import { type GroupGraph, paga } from "./paga.ts";

export const pagaStep: Step<GroupGraph, Pick<Artifacts, "domains"> & Pick<EmbeddingGraphsMade, "spatialNeighbors">> = {
  does: () => "Computing PAGA",
  needs: () => ["spatialNeighbors", "domains"],
  policy: optional,
  run: ({ spatialNeighbors, domains }) => paga(spatialNeighbors.neighbors, domainColumn(domains)),
};
