import { geneNamesFor, symbolsOf } from "../../analyses/allGenes/geneSymbols.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { recognizeCounts } from "../../preprocess/counts.ts";
import { normalizeLog } from "../../preprocess/transform/normalize.ts";
import { type GeneColumns, turnToColumns } from "./geneColumns.ts";

/**
 * Expression of a data set by gene, under symbols where there are any, as a run takes it: counts scaled to 10,000 per cell and logged, values that are logged
 * already and intensities of proteins as they are.
 *
 * @param rows of the cells of the data set among all that are explored; undefined: all of them.
 * @param cells that are explored.
 */
export async function geneExpression(
  dataset: Dataset,
  { rows, cells }: { readonly rows: Uint32Array | undefined; readonly cells: number },
  task: Task = silentTask,
): Promise<GeneColumns> {
  const { genes, counts, cells: cellNames, intensities } = dataset;
  const names = symbolsOf(dataset, Uint32Array.from(genes.keys()), await geneNamesFor(dataset, undefined)).symbols;
  const kind = recognizeCounts(counts, { cells: cellNames, genes });
  const logged = !intensities && kind.needsLog;
  const expression = logged ? await normalizeLog(counts, {}, task.part(0, 0.3)) : counts;
  const unit = intensities ? "intensity" : logged || kind.kind === "logged" ? "log expression" : "expression";
  return turnToColumns(expression, { names, unit, rows, cells }, task.part(0.3, 1));
}
