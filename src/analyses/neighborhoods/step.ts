import { createRandom } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { ofDomainsAndTypes } from "../ofDomainsAndTypes.ts";
import type { Neighborhoods } from "./made.ts";
import { neighborhoodEnrichment } from "./neighborhoods.ts";

/** Which domains, and which cell types, are neighbours in the tissue more often than expected. */
export async function makeNeighborhoods(
  { domains, cellTypes, graph }: Pick<Artifacts, "domains" | "graph"> & CellTypesMade,
  { config, task }: StepContext,
): Promise<Neighborhoods> {
  const rng = createRandom(config.seed).split("neighbourhoods");
  const of = (groups: CategoryColumn, name: string, part: Task) =>
    neighborhoodEnrichment(graph.graph, groups, {}, rng.split(name), part);
  return ofDomainsAndTypes(domainColumn(domains), cellTypes.types, of, task);
}

export const neighborhoodsStep: Step<Neighborhoods, Pick<Artifacts, "domains" | "graph"> & CellTypesMade> = {
  does: () => "Computing neighbourhood enrichment",
  needs: () => ["domains", "cellTypes", "graph"],
  policy: optional,
  run: makeNeighborhoods,
};
