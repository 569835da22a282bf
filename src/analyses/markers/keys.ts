import type { Column } from "../../data/table.ts";
import { type AnnDataKeys, type DomainKeys, domainKeyOf } from "../../results/annDataKeys.ts";
import { fieldNames } from "../../results/columnNames.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeKeyOf } from "../cellTypes/keys.ts";
import type { MarkersMade } from "./made.ts";

/** An array of records keeps the names of its fields in its header, which holds about this many. */
const mostGroups = 400;

type Genes = Pick<Artifacts, "dataset"> & AllGenesMade;

/** Markers of domains and of cell types, under the keys of `scanpy.tl.rank_genes_groups`. */
export function markerKeys(
  { dataset, allGenes, domainMarkers, typeMarkers }: RunArtifacts<AllGenesMade & MarkersMade>,
  config: DomainKeys = {},
): Partial<Pick<AnnDataKeys, "uns">> {
  if (!allGenes) return {};
  const ofDomains =
    domainMarkers && markerEntry(domainMarkers, { dataset, allGenes }, { groupby: domainKeyOf(config) });
  const ofTypes = typeMarkers && markerEntry(typeMarkers, { dataset, allGenes }, { groupby: typeKeyOf(config) });
  return {
    uns: {
      ...(ofDomains ? { rank_genes_groups: ofDomains } : {}),
      ...(ofTypes ? { rank_genes_groups_cell_type: ofTypes } : {}),
    },
  };
}

/**
 * Markers as `scanpy.tl.rank_genes_groups(method="wilcoxon", tie_correct=True, pts=True)` keeps them: one list per group,
 * the best gene first. Nothing where no two groups could be compared.
 *
 * @param grouping column of obs with the groups, and what each was compared with: all other cells by default.
 */
export function markerEntry(
  { groups }: Pick<MarkersMade["domainMarkers"], "groups">,
  { dataset, allGenes }: Genes,
  { groupby, reference = "rest" }: { readonly groupby: string; readonly reference?: string },
): Entry | undefined {
  if (groups.length === 0 || groups.length > mostGroups) return undefined;
  const names = Array.from(allGenes.genes, (gene) => dataset.genes[gene]);
  type Group = (typeof groups)[number];
  // The same names in records and tables: scanpy looks the one up by the other.
  const fields = fieldNames(groups.map(({ group }) => group));
  const records = (of: (group: Group) => readonly string[] | Float32Array | Float64Array) => ({
    fields: new Map(groups.map((group, g) => [fields[g], of(group)])),
  });
  const table = (of: (group: Group) => Float64Array) => ({
    names,
    columns: new Map(groups.map((group, g): [string, Column] => [fields[g], { kind: "number", values: of(group) }])),
  });
  const params = {
    groupby,
    reference,
    method: "wilcoxon",
    use_raw: dataset.countsFrom.startsWith("raw/"),
    corr_method: "benjamini-hochberg",
    tie_correct: true,
    pts: true,
  };
  return {
    params,
    names: records(({ order }) => Array.from(order, (u) => names[u])),
    scores: records(({ order, scores }) => Float32Array.from(order, (u) => scores[u])),
    pvals: records(({ order, pValues }) => Float64Array.from(order, (u) => pValues[u])),
    pvals_adj: records(({ order, adjustedPValues }) => Float64Array.from(order, (u) => adjustedPValues[u])),
    logfoldchanges: records(({ order, logFoldChanges }) => Float32Array.from(order, (u) => logFoldChanges[u])),
    pts: table(({ fractionsIn }) => fractionsIn),
    pts_rest: table(({ fractionsOut }) => fractionsOut),
  };
}
