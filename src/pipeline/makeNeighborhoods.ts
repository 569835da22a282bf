import { compositionEnrichment } from "../analysis/compositionEnrichment.ts";
import { type NeighborhoodEnrichment, neighborhoodEnrichment } from "../analysis/neighborhoods.ts";
import type { CategoryColumn } from "../data/table.ts";
import { createRandom } from "../random.ts";
import type { Artifacts, Context, Neighborhoods } from "./artifacts.ts";
import { domainColumn } from "./domainColumn.ts";

/** Which types of cells each domain is made of, against chance. */
export function makeComposition(
  { domains, cellTypes }: Pick<Artifacts, "domains" | "cellTypes">,
  { config }: Context,
): Artifacts["composition"] {
  const rng = createRandom(config.seed).split("composition");
  return compositionEnrichment(domainColumn(domains), cellTypes.types, {}, rng);
}

/** Which domains, and which types of cells, lie beside each other in the tissue more often than by chance. */
export function makeNeighborhoods(
  { domains, cellTypes, graph }: Pick<Artifacts, "domains" | "cellTypes" | "graph">,
  { config }: Context,
): Neighborhoods {
  const rng = createRandom(config.seed).split("neighbourhoods");
  const of = (groups: CategoryColumn, name: string): NeighborhoodEnrichment | undefined =>
    groups.categories.length < 2 ? undefined : neighborhoodEnrichment(graph.graph, groups, {}, rng.split(name));
  return { domains: of(domainColumn(domains), "domains"), types: of(cellTypes.types, "types") };
}
