import { fingerprintOf } from "../../core/fingerprint.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { ofDomainsAndTypes } from "../ofDomainsAndTypes.ts";
import type { KnownEnrichment, Neighborhoods } from "./made.ts";
import { neighborhoodEnrichment } from "./neighborhoods.ts";

/** Scores that an earlier run computed from the same graph and labels; undefined where there are none. */
type KnownScores = (
  name: "domains" | "types",
  madeFrom: string,
  categories: readonly string[],
) => Promise<KnownEnrichment | undefined>;

/** Which domains, and which cell types, are neighbours in the tissue more often than expected. */
export async function makeNeighborhoods(
  { domains, cellTypes, graph }: Pick<Artifacts, "domains" | "graph"> & CellTypesMade,
  { task }: StepContext,
  known?: KnownScores,
): Promise<Neighborhoods> {
  const { starts, targets } = graph.graph;
  const of = async (groups: CategoryColumn, name: "domains" | "types") => {
    const madeFrom = fingerprintOf("all permutations", starts, targets, groups.codes);
    const before = await known?.(name, madeFrom, groups.categories);
    return before ?? { ...neighborhoodEnrichment(graph.graph, groups), madeFrom };
  };
  return ofDomainsAndTypes(domainColumn(domains), cellTypes.types, of, task);
}

export const neighborhoodsStep: Step<Neighborhoods, Pick<Artifacts, "domains" | "graph"> & CellTypesMade> = {
  does: () => "Computing neighbourhood enrichment",
  needs: () => ["domains", "cellTypes", "graph"],
  policy: optional,
  run: makeNeighborhoods,
};
