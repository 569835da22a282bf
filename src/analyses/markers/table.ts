import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { type NamedGenes, namedGenes } from "../allGenes/namedGenes.ts";
import type { MarkersMade } from "./made.ts";

/** Genes of each group in a table of markers; result.h5ad has all of them. */
const mostMarkers = 1000;

type Made = RunArtifacts<AllGenesMade & MarkersMade>;

/** The markers of each domain and cell type. */
export function markerTables(made: Made): CsvTable[] {
  const { domainMarkers, typeMarkers } = made;
  const genes = namedGenes(made);
  if (!genes) return [];
  return [
    ...(domainMarkers ? [markerTable("markers_domains", domainMarkers, genes)] : []),
    ...(typeMarkers ? [markerTable("markers_cell_types", typeMarkers, genes)] : []),
  ];
}

function markerTable(
  name: string,
  { groups }: MarkersMade["domainMarkers"],
  { genes, symbols, names }: NamedGenes,
): CsvTable {
  const header =
    "group,rank,gene,symbol,score,log2_fold_change,p_value,p_adjusted,fraction_in,fraction_out,mean_in,mean_out";
  const rows = groups.flatMap((group) =>
    Array.from(group.order.subarray(0, mostMarkers), (u, at) => [
      ...[group.group, at + 1, names[genes[u]], symbols[u], group.scores[u], group.logFoldChanges[u], group.pValues[u]],
      ...[group.adjustedPValues[u], group.fractionsIn[u], group.fractionsOut[u], group.meansIn[u], group.meansOut[u]],
    ]),
  );
  return csvTable(name, header, rows);
}
