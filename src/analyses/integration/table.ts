import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { IntegrationMade } from "./made.ts";

/** Scores of batch integration. */
export function integrationTables({ integration }: RunArtifacts<IntegrationMade>): CsvTable[] {
  return integration && integration.stages.length > 0 ? [integrationTable(integration)] : [];
}

function integrationTable({ stages }: IntegrationMade["integration"]): CsvTable {
  const header =
    "stage,cells,ilisi_mean,ilisi_median,ilisi_maximum,ilisi_attainable,ilisi_scaled,kbet_acceptance,batch_silhouette,clisi_mean,domain_silhouette,connectivity";
  const rows = stages.map(({ stage, scores: { cells, ilisi, kbet, batchSilhouette, labels } }) => [
    ...[stage, cells, ilisi.mean, ilisi.median, ilisi.maximum, ilisi.attainable, ilisi.scaled],
    ...[kbet, batchSilhouette],
    ...[labels?.clisi.mean, labels?.silhouette, labels?.connectivity],
  ]);
  return csvTable("integration", header, rows);
}
