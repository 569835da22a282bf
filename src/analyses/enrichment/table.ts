import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { EnrichmentMade } from "./made.ts";

/** Over-represented gene sets of domains and of cell types. */
export function enrichmentTables({ enrichment }: RunArtifacts<EnrichmentMade>): CsvTable[] {
  if (!enrichment) return [];
  const { domains, types } = enrichment;
  return [
    enrichmentTable("enrichment_domains", domains),
    ...(types.length > 0 ? [enrichmentTable("enrichment_cell_types", types)] : []),
  ];
}

function enrichmentTable(name: string, groups: EnrichmentMade["enrichment"]["domains"]): CsvTable {
  const header =
    "group,library,rank,term,overlap,term_size,query_size,p_value,p_adjusted,odds_ratio,combined_score,genes";
  const rows = groups.flatMap(({ group, libraries }) =>
    libraries.flatMap(({ library, querySize, terms }) =>
      terms.map((term, at) => [
        ...[group, library, at + 1, term.term, term.genes.length, term.size, querySize, term.pValue],
        ...[term.adjustedPValue, term.oddsRatio, term.combinedScore, term.genes.join(";")],
      ]),
    ),
  );
  return csvTable(name, header, rows);
}
