import { pace } from "../../core/paced.ts";
import { shareReport } from "../../core/progress.ts";
import { createRandom } from "../../core/random.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, Context } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { ofDomainsAndTypes } from "../ofDomainsAndTypes.ts";
import type { Neighborhoods } from "./made.ts";
import { pacedNeighborhoodEnrichment } from "./neighborhoods.ts";

/** Which domains, and which cell types, are neighbours in the tissue more often than expected. */
export async function makeNeighborhoods(
  { domains, cellTypes, graph }: Pick<Artifacts, "domains" | "graph"> & CellTypesMade,
  { config, report, signal }: Context,
): Promise<Neighborhoods> {
  const rng = createRandom(config.seed).split("neighbourhoods");
  const of = (groups: CategoryColumn, name: string) =>
    pacedNeighborhoodEnrichment(graph.graph, groups, {}, rng.split(name));
  const onShare = shareReport(report, "neighborhoods");
  return pace(ofDomainsAndTypes(domainColumn(domains), cellTypes.types, of), { onShare, signal });
}

export const neighborhoodsStep: Step<Neighborhoods, Pick<Artifacts, "domains" | "graph"> & CellTypesMade> = {
  does: () => "Computing neighbourhood enrichment",
  needs: () => ["domains", "cellTypes", "graph"],
  policy: optional,
  run: makeNeighborhoods,
};
