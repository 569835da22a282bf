import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { Column } from "../../data/table.ts";
import { assemble } from "../assembly/assemble.ts";
import { pickSparseRows } from "../assembly/pickCells.ts";
import type { ReadOptions } from "../reader.ts";
import type { TextHead } from "../text/head.ts";
import { isMissing, isNumber } from "../text/table.ts";
import { readCellRows, readGeneRows, type TextCounts } from "./counts.ts";
import { pairOf, readTextPositions, type TextPositions, typedColumn } from "./positions.ts";
import { type TextVendor, vendorOf } from "./vendors.ts";

/** A data set, and whose tables it is from where that is known. */
export interface TextDataset {
  readonly dataset: Dataset;
  readonly vendor?: string | undefined;
}

/** How the two tables fit together. */
interface Fit {
  readonly orientation: "cells-in-rows" | "genes-in-rows";
  /** Columns of the counts that name a row. */
  readonly keys: readonly number[];
  /** The column of the table of positions that names the cells alone. */
  readonly column?: number;
  /** Names of the cells in the table of positions; undefined when its rows are in the order of the counts. */
  readonly names: readonly string[] | undefined;
  /** What names them, in words. */
  readonly by: string;
}

/**
 * Counts in one text table, positions in another, joined by the names of the cells. Which way the counts lie is decided by
 * where those names are found.
 *
 * @throws bad-data when no cell has a position; bad-file for tables that are damaged.
 */
export async function readTextPair(
  name: string,
  counts: TextHead,
  { positionsHead, options }: { positionsHead: TextHead; options: ReadOptions },
): Promise<TextDataset> {
  const vendor = vendorOf(counts.header, positionsHead.header);
  const pair = pairOf(positionsHead, options.positions);
  const positions = await readTextPositions(positionsHead);
  const fit = fitOf(counts, positions, { vendor, orientation: options.orientation, pair });
  const read = await readCounts(counts, fit, vendor);
  const rowOf = rowsOf(read, positions, fit);
  const cellRows: number[] = [];
  const cells: number[] = [];
  rowOf.forEach((row, i) => {
    if (row < 0) return;
    cells.push(i);
    cellRows.push(row);
  });
  if (cells.length === 0) {
    const expected = `cells with positions in ${positionsHead.source.name}`;
    const got = `${read.cells.length} cells such as ${read.cells[0]} that are not among them`;
    throw new CellScapeError("bad-data", `${counts.source.name}: expected ${expected}, got ${got}`);
  }
  const columns = positionsHead.header.flatMap((column, j): [string, Column][] =>
    column === "" || j === fit.column
      ? []
      : [[column.replaceAll("/", "_"), pickRows(typedColumn(positions.columns[j]), cellRows)]],
  );
  const values = new Float64Array(2 * cells.length);
  pair.forEach((column, axis) => {
    const found = typedColumn(positions.columns[column]);
    if (found.kind !== "number") throw notNumbers(positionsHead, column);
    cellRows.forEach((row, i) => {
      values[2 * i + axis] = found.values[row];
    });
  });
  const kept = cells.length === read.cells.length ? read.counts : pickSparseRows(read.counts, cells);
  const tables = `${base(counts)} (${fit.orientation === "cells-in-rows" ? "cells" : "genes"} in rows)`;
  const unread = positions.rows - cells.length;
  const dataset = assemble({
    name,
    cells: cells.map((i) => read.cells[i]),
    genes: read.genes,
    counts: kept,
    countsFrom: base(counts),
    positions: {
      positions: { rows: cells.length, columns: 2, values },
      from: `${base(positionsHead)}: ${pair.map((column) => positionsHead.header[column]).join(", ")}`,
      notes: [],
    },
    obs: { rows: cells.length, columns: new Map(columns) },
    var: { rows: read.genes.length, columns: new Map() },
    ...(vendor?.unitUm === undefined ? {} : { unitUm: vendor.unitUm }),
    notes: [
      ...(vendor ? [`the tables are those of ${vendor.name}`] : []),
      `counts were taken from ${tables}, positions from ${base(positionsHead)}, joined by ${fit.by}`,
      ...read.notes,
      ...(unread > 0 ? [`${unread} rows of ${base(positionsHead)} are of no cell with counts and were not used`] : []),
    ],
    losses: [...read.losses, ...lost(read.cells, rowOf, base(positionsHead))],
  });
  return { dataset, vendor: vendor?.name };
}

interface Counted extends TextCounts {
  /** Of what measures the assay and not the tissue. */
  readonly notes: readonly string[];
  readonly losses: readonly string[];
}

async function readCounts(
  head: TextHead,
  { orientation, keys }: Fit,
  vendor: TextVendor | undefined,
): Promise<Counted> {
  const others = head.header.map((_, column) => column).filter((column) => !keys.includes(column));
  if (orientation === "genes-in-rows") return { ...(await readGeneRows(head, keys[0], others)), notes: [], losses: [] };
  const numeric = others.filter((column) => isNumeric(head, column) && !NO_GENE.test(head.header[column]));
  const controls = numeric.filter((column) => vendor?.controls.test(head.header[column]));
  const genes = numeric.filter((column) => !controls.includes(column));
  let background = 0;
  const read = await readCellRows(head, {
    keys,
    genes,
    isCell(row) {
      const outside = vendor?.background !== undefined && row[keys[0]] === vendor.background;
      if (outside) background++;
      return !outside;
    },
  });
  const ignored = others.filter((column) => !numeric.includes(column)).map((column) => head.header[column]);
  return {
    ...read,
    notes: [
      ...(background > 0
        ? [`${background} rows of transcripts outside of cells (${head.header[keys[0]]} 0) are no cells`]
        : []),
      ...(controls.length > 0
        ? [`${controls.length} control features, such as ${head.header[controls[0]]}, are not genes and were excluded`]
        : []),
    ],
    losses: [
      ...(ignored.length > 0 ? [`${base(head)}: the columns ${ignored.slice(0, 10).join(", ")} are no genes`] : []),
    ],
  };
}

/** Columns beside the counts that describe cells in exports of AtoMx and MERSCOPE. */
const NO_GENE = /^(fov|cell|cell_?id|slide_?id|slide_ID_numeric|Run_Tissue_name|entityid)$/i;

/** A column of counts may hold a value that is none: then reading reports where, rather than leaving out the gene. */
function isNumeric({ rows }: TextHead, column: number): boolean {
  const text = rows.filter((row) => !isNumber(row[column] ?? "") && !isMissing(row[column] ?? ""));
  return 2 * text.length < rows.length || rows.length === 0;
}

interface FitOptions {
  readonly vendor: TextVendor | undefined;
  readonly orientation: ReadOptions["orientation"];
  /** Columns of x and y. */
  readonly pair: readonly number[];
}

/** Find the names of the cells of one table in the other. */
function fitOf(counts: TextHead, positions: TextPositions, { vendor, orientation, pair }: FitOptions): Fit {
  if (vendor && vendor.keys.length > 0) {
    const [ofCounts, ofPositions] = [counts, positions.head].map(({ header }) =>
      vendor.keys.map((key) => header.indexOf(key)),
    );
    const names = Array.from({ length: positions.rows }, (_, row) =>
      ofPositions.map((j) => positions.columns[j][row]).join("_"),
    );
    return { orientation: "cells-in-rows", keys: ofCounts, names, by: vendor.keys.join(" and ") };
  }
  let best: (Fit & { share: number }) | undefined;
  let named = false;
  for (const [j, names] of positions.columns.entries()) {
    const known = new Set(names);
    // What names cells is different for nearly all of them; positions are numbers and no names.
    if (pair.includes(j) || known.size < 0.9 * names.length) continue;
    named = true;
    const by = positions.head.header[j] === "" ? "their first column" : positions.head.header[j];
    const inHeader = shareOf(counts.header.slice(1), known);
    if (orientation !== "cells-in-rows" && inHeader > (best?.share ?? 0)) {
      best = { orientation: "genes-in-rows", keys: [0], names, by, column: j, share: inHeader };
    }
    for (let key = 0; key < Math.min(3, counts.header.length); key++) {
      const values = counts.rows.map((row) => row[key]);
      if (new Set(values).size < values.length) continue;
      const inRows = shareOf(values, known);
      if (orientation === "genes-in-rows" || inRows <= (best?.share ?? 0)) continue;
      best = { orientation: "cells-in-rows", keys: [key], names, by, column: j, share: inRows };
    }
  }
  if (best !== undefined) return best;
  // Only positions that nothing names may be taken in the order of the counts.
  if (!named && counts.header.length - 1 === positions.rows && orientation !== "cells-in-rows") {
    return { orientation: "genes-in-rows", keys: [0], names: undefined, by: "their order: no names are shared" };
  }
  if (!named && orientation === "cells-in-rows") {
    return { orientation, keys: [0], names: undefined, by: "their order: no names are shared" };
  }
  const expected = `names of cells of ${positions.head.source.name} in the first column or the header`;
  const got = `${counts.rows[0]?.[0] ?? "nothing"} and ${counts.header[1]}`;
  const there = positions.columns[0]?.[0] ?? "nothing";
  const way = `cells are called as ${there} there; make the names alike, with their suffixes (such as -1) and case`;
  throw new CellScapeError("bad-data", `${counts.source.name}: expected ${expected}, got ${got}; ${way}`);
}

function shareOf(names: readonly string[], known: ReadonlySet<string>): number {
  let hits = 0;
  for (const name of names) if (known.has(name)) hits++;
  return names.length === 0 ? 0 : hits / names.length;
}

/** [n] the row of each cell in the table of positions; -1 where it has none. */
function rowsOf({ cells }: TextCounts, positions: TextPositions, { names }: Fit): number[] {
  if (names === undefined) {
    if (cells.length === positions.rows) return cells.map((_, i) => i);
    const expected = `as many positions as there are cells (${cells.length}), since no names are shared`;
    throw new CellScapeError("bad-data", `${positions.head.source.name}: expected ${expected}, got ${positions.rows}`);
  }
  const rows = new Map<string, number>();
  names.forEach((name, row) => {
    if (rows.has(name)) {
      const got = `${JSON.stringify(name)} twice`;
      throw new CellScapeError("bad-data", `${positions.head.source.name}: expected one position per cell, got ${got}`);
    }
    rows.set(name, row);
  });
  return cells.map((name) => rows.get(name) ?? -1);
}

function lost(cells: readonly string[], rowOf: readonly number[], where: string): string[] {
  const without = cells.filter((_, i) => rowOf[i] < 0);
  if (without.length === 0) return [];
  return [`${without.length} cells with counts have no position in ${where} and were left out, such as ${without[0]}`];
}

const base = ({ source }: TextHead) => source.name.split(/[\\/]/).at(-1) ?? source.name;

function notNumbers({ source, header }: TextHead, column: number): CellScapeError {
  return new CellScapeError("bad-data", `${source.name}: expected numbers in ${header[column]}, got text`);
}
