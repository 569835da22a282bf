import type { Column } from "../../data/table.ts";
import { fieldNames } from "../../results/columnNames.ts";
import type { Entry } from "../../results/entry.ts";
import type { Artifacts } from "../../run/artifacts.ts";

/** An array of records keeps the names of its fields in its header, which holds about this many. */
const mostGroups = 400;

type Found = Pick<Artifacts, "dataset"> & Required<Pick<Artifacts, "allGenes">>;

/**
 * Markers as `scanpy.tl.rank_genes_groups(method="wilcoxon", tie_correct=True, pts=True)` keeps them: a list a group,
 * the best gene first. Nothing where no two groups could be compared.
 *
 * @param groupby column of obs with the groups.
 */
export function markerEntry(
  { groups }: Artifacts["domainMarkers"],
  { dataset, allGenes }: Found,
  groupby: string,
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
    reference: "rest",
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

/** Moran's I as `squidpy.gr.spatial_autocorr(mode="moran")` keeps it, the most spatial gene first. */
export function moranEntry(found: Artifacts["spatialGenes"], { dataset, allGenes }: Found): Entry {
  const { order, values, pValuesNormal, adjustedNormal, varianceNormal } = found;
  const column = (of: (u: number) => number): Column => ({ kind: "number", values: Float64Array.from(order, of) });
  return {
    names: Array.from(order, (u) => dataset.genes[allGenes.genes[u]]),
    columns: new Map([
      ["I", column((u) => values[u])],
      ["pval_norm", column((u) => pValuesNormal[u])],
      ["var_norm", column(() => varianceNormal)],
      ["pval_norm_fdr_bh", column((u) => adjustedNormal[u])],
    ]),
  };
}
