import { CellScapeError } from "../core/errors.ts";
import type { Sparse } from "../data/sparse.ts";
import { selectColumns, selectRows } from "./select.ts";
import { cellTotals, geneDetections } from "./totals.ts";

/** Thresholds of cells and genes. */
export interface FilterOptions {
  /** Fewest transcripts of a cell that is kept; `above 0` for values that are no counts, of which no number is few. */
  readonly minCounts?: number | "above 0";
  /** Fewest cells in which a gene that is kept was seen. */
  readonly minCells?: number;
}

/** Cells and genes that pass, with their counts. */
export interface Filtered {
  /** [cells.length, genes.length] */
  readonly counts: Sparse;
  /** [cells kept] their indices, ascending. */
  readonly cells: Uint32Array;
  /** [genes kept] their indices, ascending. */
  readonly genes: Uint32Array;
  /** What went in and what came out, in one sentence for the user. */
  readonly description: string;
}

/**
 * Keep cells with at least `minCounts` transcripts (or any value above 0), then genes seen in at least `minCells` of those cells. With 0 and 0
 * everything is kept, empty cells too.
 *
 * @param counts [n, p], all >= 0
 * @throws bad-data when no cell or no gene is left.
 * @see scanpy `filter_cells(min_counts)`, then `filter_genes(min_cells)`.
 */
export function filterCounts(counts: Sparse, { minCounts = 1, minCells = 1 }: FilterOptions = {}): Filtered {
  const totals = cellTotals(counts);
  const enough = minCounts === "above 0" ? (total: number) => total > 0 : (total: number) => total >= minCounts;
  const cells = placesWhere(totals, enough);
  if (cells.length === 0) {
    const most = totals.reduce((a, b) => Math.max(a, b), 0);
    const way = "lower the fewest counts of a cell (--min-counts)";
    throw new CellScapeError(
      "bad-data",
      `filter: expected cells with ${minCounts === "above 0" ? "values above 0" : `at least ${minCounts} counts`}, got ${most} at most among ${counts.rows} cells; ${way}`,
    );
  }
  const ofCells = cells.length === counts.rows ? counts : selectRows(counts, cells);
  const detections = geneDetections(ofCells);
  const genes = placesWhere(detections, (seen) => seen >= minCells);
  if (genes.length === 0) {
    const most = detections.reduce((a, b) => Math.max(a, b), 0);
    const way = "lower the fewest cells of a gene (--min-cells)";
    throw new CellScapeError(
      "bad-data",
      `filter: expected genes seen in at least ${minCells} cells, got ${most} at most among ${counts.columns} genes; ${way}`,
    );
  }
  const kept = genes.length === counts.columns ? ofCells : selectColumns(ofCells, genes);
  const description =
    `${share(cells.length, counts.rows)} cells ${cellsKept(minCounts)}, ` +
    `${share(genes.length, counts.columns)} genes ${minCells > 0 ? `are seen in ${orMore(minCells, "cell")}` : "are kept"}`;
  return { counts: kept, cells, genes, description };
}

const share = (part: number, whole: number) => (part === whole ? `all ${whole}` : `${part} of ${whole}`);
const cellsKept = (least: number | "above 0") => {
  if (least === "above 0") return "have values above 0";
  return least > 0 ? `have ${orMore(least, "count")}` : "are kept";
};
const orMore = (least: number, noun: string) => `${least} ${noun}${least === 1 ? "" : "s"} or more`;

function placesWhere(values: Float64Array | Uint32Array, keep: (value: number) => boolean): Uint32Array {
  const places: number[] = [];
  for (let t = 0; t < values.length; t++) if (keep(values[t])) places.push(t);
  return Uint32Array.from(places);
}
