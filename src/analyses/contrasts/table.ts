import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { namedGenes } from "../allGenes/namedGenes.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import type { ContrastsMade } from "./made.ts";
import { sideNames } from "./words.ts";

const header =
  "contrast,group,against,cells,cells_against,gene,symbol,score,log2_fold_change,fraction,fraction_against,mean,mean_against,p_value_cells,p_adjusted_cells";

/** All genes of each contrast, the most different first. */
export function contrastTables(made: RunArtifacts<AllGenesMade & CellTypesMade & ContrastsMade>): CsvTable[] {
  const { contrasts = [] } = made;
  const named = namedGenes(made);
  if (!named || contrasts.length === 0) return [];
  const { genes, symbols, names } = named;
  const rows = contrasts.flatMap((each) => {
    const { up, down } = sideNames(made, each);
    const { cells, otherCells, order, scores, logFoldChanges, pValues, adjustedPValues, ...rest } = each.markers;
    const { fractionsIn, fractionsOut, meansIn, meansOut } = rest;
    return Array.from(order, (u) => [
      ...[each.requested, up, down, cells, otherCells, names[genes[u]], symbols[u], scores[u], logFoldChanges[u]],
      ...[fractionsIn[u], fractionsOut[u], meansIn[u], meansOut[u], pValues[u], adjustedPValues[u]],
    ]);
  });
  return [csvTable("contrast_genes", header, rows)];
}
