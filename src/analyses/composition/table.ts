import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { CompositionMade } from "./made.ts";

/** Cell types in each domain. */
export function compositionTables({ composition }: RunArtifacts<CompositionMade>): CsvTable[] {
  return composition ? [compositionTable(composition)] : [];
}

function compositionTable({ composition, ...against }: CompositionMade["composition"]): CsvTable {
  const header =
    "domain,cell_type,cells,proportion,proportion_overall,log2_ratio,z_score,p_enriched,p_depleted,p_adjusted";
  const { domains, types, counts, proportions, overall } = composition;
  const rows = domains.flatMap((domain, i) =>
    types.map((type, j) => {
      const at = i * types.length + j;
      const { logRatios, zScores, pEnriched, pDepleted, adjusted } = against;
      const tests = [logRatios[at], zScores[at], pEnriched[at], pDepleted[at], adjusted[at]];
      return [domain, type, counts[at], proportions[at], overall[j], ...tests];
    }),
  );
  return csvTable("composition", header, rows);
}
