import type { Dataset } from "../data/dataset.ts";
import { pickRows } from "../data/pickRows.ts";
import type { Column } from "../data/table.ts";
import type { Tissue } from "../data/tissue.ts";
import { CellScapeError } from "../errors.ts";
import type { PlacedCells } from "./placedCells.ts";
import type { ReadWatch } from "./reading.ts";
import { chooseGenes } from "./tenxFeatures.ts";
import type { TenxMatrix } from "./tenxMatrix.ts";
import { uniqueNames } from "./uniqueNames.ts";

/** Cells with their places and what else lay with them. */
export interface Surroundings {
  readonly cells: PlacedCells;
  readonly unitUm?: number;
  readonly tissue?: Tissue;
  readonly notes: readonly string[];
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
  { cells, unitUm, tissue, notes }: Surroundings,
  { genome, watch }: { readonly genome?: string | undefined; readonly watch?: ReadWatch | undefined } = {},
): Promise<Dataset> {
  const genes = chooseGenes(matrix.name, matrix.features, genome);
  const { cellOf, barcodes, rows, offTissue, unplaced } = match(matrix, cells);
  const names = uniqueNames(barcodes.map((j) => matrix.barcodes[j]));
  const take = { cellOf, cells: barcodes.length, geneOf: genes.geneOf, genes: genes.genes.length };
  const { matrix: counts, merged } = await matrix.read(take, watch);
  const values = new Float64Array(2 * rows.length);
  for (const [i, row] of rows.entries()) values.set(cells.xy.subarray(2 * row, 2 * row + 2), 2 * i);
  const columns = new Map<string, Column>();
  for (const [column, all] of cells.columns) columns.set(column, pickRows(all, rows));
  for (const [column, all] of matrix.obs) columns.set(column, pickRows(all, barcodes));
  const total = matrix.barcodes.length;
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
    notes: [
      ...genes.notes,
      ...(offTissue > 0
        ? [`${offTissue} of ${total} barcodes lie off the tissue (in_tissue is 0) and were left out`]
        : []),
      ...(names.changed > 0 ? [`${names.changed} barcodes occurred before and were made unique with -1, -2, ...`] : []),
      ...(merged > 0 ? [`${merged} counts were stored twice and summed`] : []),
      ...notes,
    ],
    losses: [
      ...genes.losses,
      ...(unplaced > 0 ? [`${unplaced} of ${total} barcodes have no position in ${cells.from} and were left out`] : []),
    ],
  };
}

/** Which barcodes are cells: [barcodes] their rows, and which barcode and which row of the table each cell is. */
function match({ name, barcodes: all }: TenxMatrix, cells: PlacedCells) {
  const rowOf = new Map<string, number>();
  for (let row = 0; row < cells.names.length; row++) if (!rowOf.has(cells.names[row])) rowOf.set(cells.names[row], row);
  const inTissue = cells.columns.get("in_tissue");
  const cellOf = new Int32Array(all.length).fill(-1);
  const barcodes: number[] = [];
  const rows: number[] = [];
  let offTissue = 0;
  for (let j = 0; j < all.length; j++) {
    const row = rowOf.get(all[j]);
    if (row === undefined || !Number.isFinite(cells.xy[2 * row] + cells.xy[2 * row + 1])) continue;
    if (inTissue?.kind === "number" && inTissue.values[row] === 0) {
      offTissue++;
      continue;
    }
    cellOf[j] = barcodes.push(j) - 1;
    rows.push(row);
  }
  const unplaced = all.length - barcodes.length - offTissue;
  if (barcodes.length === 0) {
    const there = offTissue > 0 ? `${offTissue} off the tissue` : `names such as ${cells.names[0] ?? "none"}`;
    const expected = `the barcodes of ${name} (such as ${all[0] ?? "none"}) with positions in ${cells.from}`;
    throw new CellScapeError("bad-data", `${name}: expected ${expected}, got ${there}`);
  }
  return { cellOf, barcodes, rows, offTissue, unplaced };
}
