import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { Column } from "../../data/table.ts";
import type { Tissue } from "../../data/tissue.ts";
import { renamed } from "../assembly/assemble.ts";
import { joinPositions } from "../assembly/joinPositions.ts";
import type { PositionTable } from "../assembly/positionTable.ts";
import { uniqueNames } from "../assembly/uniqueNames.ts";
import { chooseGenes } from "./features.ts";
import type { TenxMatrix } from "./matrix.ts";

/** Cells with their places and what else lay with them. */
export interface Surroundings {
  readonly cells: PositionTable;
  readonly unitUm?: number;
  readonly tissue?: Tissue;
  /** True for spots or bins of a lattice. */
  readonly spots?: boolean;
  readonly notes: readonly string[];
  /** As in a data set. */
  readonly cautions?: readonly string[];
}

/**
 * Counts and positions joined by the names of the cells. Barcodes that lie off the tissue by the file's own word, and
 * features that are no genes, are left out with a note; barcodes without a position are lost.
 *
 * @param name of what the user gave.
 * @throws bad-data when no barcode has a position; whatever reading counts throws.
 */
export async function joinTenx(
  name: string,
  matrix: TenxMatrix,
  { cells, unitUm, tissue, spots, notes, cautions = [] }: Surroundings,
  { genome, task }: { readonly genome?: string | undefined; readonly task?: Task | undefined } = {},
): Promise<Dataset> {
  const genes = chooseGenes(matrix.name, matrix.features, genome);
  const { cells: barcodes, rows, ...left } = joinPositions(matrix.name, "barcodes", matrix.barcodes, cells);
  const cellOf = new Int32Array(matrix.barcodes.length).fill(-1);
  for (const [i, barcode] of barcodes.entries()) cellOf[barcode] = i;
  const names = uniqueNames(barcodes.map((j) => matrix.barcodes[j]));
  const take = { cellOf, cells: barcodes.length, geneOf: genes.geneOf, genes: genes.genes.length };
  const { matrix: counts, merged } = await matrix.read(take, task);
  const values = new Float64Array(2 * rows.length);
  for (const [i, row] of rows.entries()) values.set(cells.xy.subarray(2 * row, 2 * row + 2), 2 * i);
  const columns = new Map<string, Column>();
  for (const [column, all] of cells.columns) columns.set(column, pickRows(all, rows));
  for (const [column, all] of matrix.obs) columns.set(column, pickRows(all, barcodes));
  return {
    name,
    cells: names.names,
    genes: genes.genes,
    counts,
    countsFrom: matrix.countsFrom,
    positions: { rows: rows.length, columns: 2, values },
    positionsFrom: cells.from,
    obs: { rows: rows.length, columns },
    var: genes.var,
    ...(unitUm === undefined ? {} : { unitUm }),
    ...(tissue === undefined ? {} : { tissue }),
    ...(spots ? { spots } : {}),
    ...(cautions.length > 0 ? { cautions } : {}),
    notes: [
      ...genes.notes,
      ...left.notes,
      ...renamed("cell", names.changed),
      ...(merged > 0 ? [`${merged} counts were stored twice and summed`] : []),
      ...notes,
    ],
    losses: [...genes.losses, ...left.losses],
  };
}
