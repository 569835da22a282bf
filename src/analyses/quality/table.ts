import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { QualityMade } from "./made.ts";

/** Median of each metric in each domain, and in all analysed cells. */
export function qualityTables(made: RunArtifacts<QualityMade>): CsvTable[] {
  if (!made.quality) return [];
  const rows = domainMedians(made, made.quality);
  const names = [...domainNames(made.domains), "all"];
  const fields = rows.map(({ cells, totals, genes, mitochondrial }, k) => [
    ...[names[k], cells, totals, genes, mitochondrial],
  ]);
  return [csvTable("quality", "domain,cells,median_counts,median_genes,median_mitochondrial_share", fields)];
}

export interface Medians {
  readonly cells: number;
  readonly totals: number;
  readonly genes: number;
  readonly mitochondrial: number | undefined;
}

/** [domains + 1] the last one of all analysed cells. */
export function domainMedians({ domains }: RunArtifacts<QualityMade>, quality: QualityMade["quality"]): Medians[] {
  const { totals, genes, mitochondrial } = quality;
  return Array.from({ length: domains.count + 1 }, (_, k) => {
    const members = Array.from(domains.refined.keys()).filter((i) => k === domains.count || domains.refined[i] === k);
    return {
      cells: members.length,
      totals: medianOf(totals, members),
      genes: medianOf(genes, members),
      mitochondrial: mitochondrial && medianOf(mitochondrial, members),
    };
  });
}

function medianOf(values: Float64Array, members: readonly number[]): number {
  const sorted = Float64Array.from(members, (i) => values[i]).sort();
  const middle = (sorted.length - 1) / 2;
  return sorted.length === 0 ? Number.NaN : (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
