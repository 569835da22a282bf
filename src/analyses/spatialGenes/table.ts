import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { type NamedGenes, namedGenes } from "../allGenes/namedGenes.ts";
import type { SpatialGenesMade } from "./made.ts";

/** All genes, the most spatially variable first. */
export function spatialGeneTables(made: RunArtifacts<AllGenesMade & SpatialGenesMade>): CsvTable[] {
  const genes = namedGenes(made);
  return genes && made.spatialGenes ? [spatialTable(made.spatialGenes, genes)] : [];
}

function spatialTable(found: SpatialGenesMade["spatialGenes"], { genes, symbols, names }: NamedGenes): CsvTable {
  const header = "rank,gene,symbol,morans_i,p_value,p_adjusted";
  const rows = Array.from(found.order, (u, at) => [
    ...[at + 1, names[genes[u]], symbols[u], found.values[u], found.pValuesNormal[u], found.adjustedNormal[u]],
  ]);
  return csvTable("spatial_genes", header, rows);
}
