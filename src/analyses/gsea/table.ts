import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { GseaMade } from "./made.ts";

/** Pre-ranked enrichment of domains and of cell types. */
export function gseaTables({ gsea }: RunArtifacts<GseaMade>): CsvTable[] {
  if (!gsea) return [];
  return [
    ...(gsea.domains.length > 0 ? [gseaTable("gsea_domains", gsea.domains)] : []),
    ...(gsea.types.length > 0 ? [gseaTable("gsea_cell_types", gsea.types)] : []),
  ];
}

function gseaTable(name: string, groups: GseaMade["gsea"]["domains"]): CsvTable {
  const header =
    "group,library,rank,term,genes,enrichment_score,normalized_score,p_value,false_discovery_rate,leading_edge";
  const rows = groups.flatMap(({ group, libraries }) =>
    libraries.flatMap(({ library, terms }) =>
      terms.map((term, at) => [
        ...[group, library, at + 1, term.term, term.hits.length, term.enrichmentScore, term.normalizedScore],
        ...[term.pValue, term.falseDiscoveryRate, term.leadingEdge.join(";")],
      ]),
    ),
  );
  return csvTable(name, header, rows);
}
