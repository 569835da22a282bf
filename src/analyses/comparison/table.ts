import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { type NamedGenes, namedGenes } from "../allGenes/namedGenes.ts";
import type { ComparisonMade } from "./made.ts";

/** Shares and expression between conditions. */
export function comparisonTables(made: RunArtifacts<AllGenesMade & ComparisonMade>): CsvTable[] {
  const { comparison } = made;
  const genes = namedGenes(made);
  if (!comparison) return [];
  return [
    shiftTable(comparison),
    ...(genes && comparison.expression.length > 0 ? [conditionTable(comparison, genes)] : []),
    ...(genes && comparison.cells.length > 0 ? [cellTable(comparison, genes)] : []),
  ];
}

function shiftTable({ sizes, types, within, from, to, adjustedFor }: ComparisonMade["comparison"]): CsvTable {
  const adjusted = adjustedColumn(adjustedFor);
  const header = `what,domain,name,from,to,share_from,share_to,difference,difference_low,difference_high,log2_ratio,log2_ratio_low,log2_ratio_high,t,p_value,p_adjusted${adjusted.header}`;
  const line = (what: string) => (row: (typeof sizes.rows)[number]) => [
    ...[what, row.domain, row.type, from, to, row.shareFrom, row.shareTo, row.difference, ...row.differenceInterval],
    ...[row.logRatio, ...row.logRatioInterval, row.statistic, row.pValue, row.adjustedPValue],
    ...adjusted.fields,
  ];
  const rows = [
    ...sizes.rows.map(line("domain of all cells")),
    ...types.rows.map(line("cell type of all cells")),
    ...within.rows.map(line("cell type in a domain")),
  ];
  return csvTable("composition_shifts", header, rows);
}

/** Stated in each row, so that the table is complete by itself; no column where nothing was adjusted for. */
function adjustedColumn(adjustedFor: readonly string[]): { header: string; fields: readonly string[] } {
  if (adjustedFor.length === 0) return { header: "", fields: [] };
  return { header: ",adjusted_for", fields: [adjustedFor.join("; ")] };
}

function conditionTable(
  { expression, adjustedFor }: ComparisonMade["comparison"],
  { genes, symbols, names }: NamedGenes,
): CsvTable {
  const adjusted = adjustedColumn(adjustedFor);
  const header = `of,group,from,to,samples_from,samples_to,gene,symbol,log2_fold_change,mean_log2_cpm,t,p_value,p_adjusted${adjusted.header}`;
  const rows = expression.flatMap((each) =>
    Array.from(each.order)
      .filter((u) => !Number.isNaN(each.logFoldChanges[u]))
      .map((u) => [
        ...[each.of, each.group, each.from, each.to, each.samplesFrom, each.samplesTo, names[genes[u]], symbols[u]],
        ...[each.logFoldChanges[u], each.meanLogs[u], each.statistics[u], each.pValues[u], each.adjustedPValues[u]],
        ...adjusted.fields,
      ]),
  );
  return csvTable("condition_genes", header, rows);
}

function cellTable({ cells, from, to }: ComparisonMade["comparison"], { genes, symbols, names }: NamedGenes): CsvTable {
  const header =
    "of,group,from,to,cells_from,cells_to,gene,symbol,score,log2_fold_change,p_value_cells,p_adjusted_cells";
  const rows = cells.flatMap(({ of, group, markers }) =>
    Array.from(markers.order, (u) => [
      ...[of, group, from, to, markers.otherCells, markers.cells, names[genes[u]], symbols[u]],
      ...[markers.scores[u], markers.logFoldChanges[u], markers.pValues[u], markers.adjustedPValues[u]],
    ]),
  );
  return csvTable("condition_genes_by_cells", header, rows);
}
