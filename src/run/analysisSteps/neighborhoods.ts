import { compositionEnrichment } from "../../analyses/composition/compositionEnrichment.ts";
import { neighborhoodEnrichment } from "../../analyses/neighborhoods/neighborhoods.ts";
import { createRandom } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, Context, Neighborhoods, StepContext } from "../artifacts.ts";
import { domainColumn } from "../domainColumn.ts";
import { ofDomainsAndTypes } from "./ofDomainsAndTypes.ts";

/** Which types of cells each domain is made of, against chance. */
export function makeComposition(
  { domains, cellTypes }: Pick<Artifacts, "domains" | "cellTypes">,
  { config }: Context,
): Artifacts["composition"] {
  const rng = createRandom(config.seed).split("composition");
  return compositionEnrichment(domainColumn(domains), cellTypes.types, {}, rng);
}

/** Which domains, and which types of cells, lie beside each other in the tissue more often than by chance. */
export async function makeNeighborhoods(
  { domains, cellTypes, graph }: Pick<Artifacts, "domains" | "cellTypes" | "graph">,
  { config, task }: StepContext,
): Promise<Neighborhoods> {
  const rng = createRandom(config.seed).split("neighbourhoods");
  const of = (groups: CategoryColumn, name: string, part: Task) =>
    neighborhoodEnrichment(graph.graph, groups, {}, rng.split(name), part);
  return ofDomainsAndTypes(domainColumn(domains), cellTypes.types, of, task);
}
