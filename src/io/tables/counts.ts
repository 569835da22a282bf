import { CellScapeError } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import { SparseEntries, SparseRows } from "../assembly/sparseRows.ts";
import type { TextHead } from "../text/head.ts";
import { numberOf, textRows } from "../text/rows.ts";

/** Counts out of a text table. */
export interface TextCounts {
  /** [n] names of the cells in the order of the table. */
  readonly cells: readonly string[];
  /** [p] */
  readonly genes: readonly string[];
  /** [n, p] */
  readonly counts: Sparse;
}

/** Which rows and columns are taken. */
export interface CellRows {
  /** Columns that name a cell, joined with an underscore. */
  readonly keys: readonly number[];
  /** Columns with counts. */
  readonly genes: readonly number[];
  /** Rows that are no cells. */
  readonly isCell?: (row: readonly string[]) => boolean;
}

/**
 * A table with a row for every cell, read as it arrives: memory grows with the counts above 0.
 *
 * @throws bad-file for rows of another length; bad-data for a value that is no number, with its line and column.
 */
export async function readCellRows(
  head: TextHead,
  { keys, genes, isCell = () => true }: CellRows,
): Promise<TextCounts> {
  const cells: string[] = [];
  const counts = new SparseRows();
  for await (const { rows, line } of textRows(head)) {
    for (const [at, row] of rows.entries()) {
      if (!isCell(row)) continue;
      cells.push(keys.map((key) => row[key]).join("_"));
      for (let u = 0; u < genes.length; u++) {
        const text = row[genes[u]];
        if (text === "0") continue;
        const value = numberOf(text, () => locationOf(head, line + at, genes[u]));
        if (value !== 0) counts.push(u, value);
      }
      counts.endRow();
    }
  }
  return { cells, genes: genes.map((column) => head.header[column]), counts: counts.finish(genes.length) };
}

/**
 * A table with a row for every gene and a column for every cell.
 *
 * @param name column with the names of the genes.
 * @param columns of the cells.
 * @throws as `readCellRows`.
 */
export async function readGeneRows(head: TextHead, name: number, columns: readonly number[]): Promise<TextCounts> {
  const genes: string[] = [];
  const entries = new SparseEntries();
  for await (const { rows, line } of textRows(head)) {
    for (const [at, row] of rows.entries()) {
      for (let i = 0; i < columns.length; i++) {
        const text = row[columns[i]];
        if (text === "0") continue;
        const value = numberOf(text, () => locationOf(head, line + at, columns[i]));
        if (value !== 0) entries.push(i, genes.length, value);
      }
      genes.push(row[name]);
      if (genes.length > MOST_GENES) {
        throw new CellScapeError("bad-file", `${head.source.name}: expected at most ${MOST_GENES} genes, got more`);
      }
    }
  }
  return {
    cells: columns.map((column) => head.header[column]),
    genes,
    counts: entries.finish(columns.length, genes.length),
  };
}

/** No genome has as many genes and no panel as many probes: such a table has its cells in rows. */
const MOST_GENES = 2_000_000;

const locationOf = ({ source, header }: TextHead, line: number, column: number) =>
  `${source.name}, line ${line}, column ${header[column] || column + 1}`;
