import { geneNamesFor, symbolsOf } from "../../analyses/allGenes/geneSymbols.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Sparse } from "../../data/sparse.ts";
import { recognizeCounts } from "../../preprocess/counts.ts";
import { cellTotals } from "../../preprocess/totals.ts";
import { normalizeLog } from "../../preprocess/transform/normalize.ts";
import { type GeneColumns, geneValues, turnToColumns } from "./geneColumns.ts";

/** Counts as they were read, by cell, and what makes expression of them. */
export interface CountedGenes extends Pick<GeneColumns, "names" | "cells" | "unit"> {
  readonly counts: Sparse;
  /** [n] transcripts of each cell, by which counts are scaled to 10,000 per cell and logged; undefined where they are taken as they are. */
  readonly totals: Float64Array | undefined;
  /** Cell of each row of the counts among all that are explored; undefined: its own number. */
  readonly rows: Uint32Array | undefined;
}

/** Names of genes as they are shown: symbols where there are any. */
export async function shownGenes(dataset: Pick<Dataset, "genes" | "var">): Promise<readonly string[]> {
  const all = Uint32Array.from(dataset.genes.keys());
  return symbolsOf(dataset, all, await geneNamesFor(dataset, undefined)).symbols;
}

/**
 * Counts of a data set as a run takes them: scaled to 10,000 per cell and logged, values that are logged already and intensities
 * of proteins as they are.
 *
 * @param rows of the cells of the data set among all that are explored; undefined: all of them.
 * @param cells that are explored.
 * @throws bad-data as `recognizeCounts`.
 */
export async function countedGenes(
  dataset: Dataset,
  { rows, cells }: { readonly rows: Uint32Array | undefined; readonly cells: number },
): Promise<CountedGenes> {
  const { genes, counts, cells: cellNames, intensities } = dataset;
  const kind = recognizeCounts(counts, { cells: cellNames, genes });
  const logged = !intensities && kind.needsLog;
  const unit = intensities ? "intensity" : logged || kind.kind === "logged" ? "log expression" : "expression";
  return {
    ...{ names: await shownGenes(dataset), cells, unit, counts, rows },
    totals: logged ? cellTotals(counts) : undefined,
  };
}

/** Expression of all genes, by gene. */
export async function allColumns(counted: CountedGenes, task: Task = silentTask): Promise<GeneColumns> {
  const { counts, totals } = counted;
  const expression = totals ? await normalizeLog(counts, { totals }, task.part(0, 0.5)) : counts;
  return turnToColumns(expression, counted, task.part(0.5, 1));
}

/**
 * [cells] expression of one gene, before all are turned to columns: the same numbers.
 *
 * @see geneValues. Cost: cells x log(entries per cell).
 */
export async function geneAlone(counted: CountedGenes, gene: number): Promise<Float32Array> {
  const { counts, totals, names } = counted;
  const column = oneColumn(counts, gene);
  const expression = totals ? await normalizeLog(column, { totals }) : column;
  return geneValues(await turnToColumns(expression, { ...counted, names: [names[gene]] }), 0);
}

/** A column as a matrix of its own. */
function oneColumn({ rows: n, starts, indices, values }: Sparse, column: number): Sparse {
  const own = { starts: new Uint32Array(n + 1), values: new Float32Array(n) };
  let found = 0;
  for (let i = 0; i < n; i++) {
    let [low, high] = [starts[i], starts[i + 1]];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (indices[middle] < column) low = middle + 1;
      else high = middle;
    }
    if (low < starts[i + 1] && indices[low] === column) own.values[found++] = values[low];
    own.starts[i + 1] = found;
  }
  return {
    rows: n,
    columns: 1,
    starts: own.starts,
    indices: new Uint32Array(found),
    values: own.values.subarray(0, found),
  };
}
