import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { ColocalizationMade } from "./made.ts";
import { profileTables } from "./profile.ts";

/** Tests of colocalisation, and the profiles by distance. */
export function colocalizationTables({ colocalization }: RunArtifacts<ColocalizationMade>): CsvTable[] {
  if (!colocalization || colocalization.found.length === 0) return [];
  const { found } = colocalization;
  return [nearnessTable(found), { name: "colocalization_profile", csv: profileTables(found) }];
}

function nearnessTable(found: ColocalizationMade["colocalization"]["found"]): CsvTable {
  const header =
    "of,cells,high,nearness,null_mean,null_deviation,z_score,p_value,permutations,median_distance_high,median_distance_other";
  const rows = found.map((each) => [
    ...[each.of, each.cells, each.high, each.nearness, each.nullMean, each.nullDeviation, each.zScore, each.pValue],
    ...[each.permutations, each.medianDistanceHigh, each.medianDistanceOther],
  ]);
  return csvTable("colocalization", header, rows);
}
