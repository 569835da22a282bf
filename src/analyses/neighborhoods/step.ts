import { pace } from "../../core/paced.ts";
import { shareReport } from "../../core/progress.ts";
import { createRandom } from "../../core/random.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, Context, Neighborhoods } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { compositionEnrichment } from "../composition/compositionEnrichment.ts";
import { ofDomainsAndTypes } from "../ofDomainsAndTypes.ts";
import { pacedNeighborhoodEnrichment } from "./neighborhoods.ts";

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
  { config, report, signal }: Context,
): Promise<Neighborhoods> {
  const rng = createRandom(config.seed).split("neighbourhoods");
  const of = (groups: CategoryColumn, name: string) =>
    pacedNeighborhoodEnrichment(graph.graph, groups, {}, rng.split(name));
  const onShare = shareReport(report, "neighborhoods");
  return pace(ofDomainsAndTypes(domainColumn(domains), cellTypes.types, of), { onShare, signal });
}
