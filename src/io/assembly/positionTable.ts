import { CellScapeError } from "../../core/errors.ts";
import type { Column } from "../../data/table.ts";
import { readParquetTable } from "../parquet/table.ts";
import type { Source } from "../source.ts";
import type { FileTable } from "../stored/table.ts";
import { readTextTable } from "../text/table.ts";
import { positionPair } from "./positionNames.ts";

/** Cells with their places, as a table beside the counts holds them: more or fewer than there are counts for. */
export interface PositionTable {
  /** Where they come from, for messages and the record: `spatial/tissue_positions.csv`. */
  readonly from: string;
  /** The columns with names, x and y; by number where the table has no header. */
  readonly taken: readonly string[];
  readonly names: readonly string[];
  /** [rows, 2] x then y; NaN where missing. */
  readonly xy: Float64Array;
  /** The table's columns but for the names. */
  readonly columns: ReadonlyMap<string, Column>;
}

/** Columns that hold the names of cells, in the order of trust; compared without regard to case. */
const NAME_COLUMNS = [
  "barcode",
  "barcodes",
  "cell_id",
  "cellid",
  "cell",
  "spot",
  "spot_id",
  "bead",
  "bead_barcode",
  "id",
];
/** What pandas and R call a column without a name. */
const UNNAMED = /^(|unnamed: 0|index|__index_level_0__)$/i;
/** Space Ranger before 2.0 wrote its positions without a header. */
const TISSUE_POSITIONS = ["barcode", "in_tissue", "array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres"];

/**
 * Read a table of cells and their positions: text with or without header, or parquet.
 *
 * @param from what to call it.
 * @throws as `positionTable`; whatever reading a table throws.
 */
export async function readPositionTable(source: Source, from: string): Promise<PositionTable> {
  return positionTable(await readCellTable(source), from);
}

/**
 * Cells and their positions out of a table.
 *
 * @param from what to call it.
 * @param cells names: the column that holds most of them is taken, whatever it is called.
 * @throws bad-data when no columns have names known to hold names, x and y.
 */
export function positionTable(table: FileTable, from: string, cells: readonly string[] = []): PositionTable {
  const { name, rows, columns } = named(table);
  const found = [...columns.keys()];
  const key = matchingColumn(columns, cells) ?? nameColumn(columns);
  const names = textsOf(columns.get(key ?? ""), cells.length > 0);
  const pair = positionPair(found) ?? onlyPair(columns, key);
  if (key === undefined || names === undefined || pair === undefined) {
    const lacks = pair === undefined ? "x and y (such as x_centroid, y_centroid or x, y)" : "names (such as barcode)";
    throw new CellScapeError(
      "bad-data",
      `${name}: expected columns with ${lacks}, got ${found.slice(0, 20).join(", ") || "none"}`,
    );
  }
  const xy = new Float64Array(2 * rows);
  pair.forEach((column, axis) => {
    const numbers = columns.get(column);
    if (numbers?.kind !== "number") {
      throw new CellScapeError("bad-data", `${name}: expected numbers in ${column}, got ${numbers?.kind ?? "nothing"}`);
    }
    for (let i = 0; i < rows; i++) xy[2 * i + axis] = numbers.values[i];
  });
  const kept = [...columns].filter(([column]) => column !== key && !UNNAMED.test(column) && !column.includes("/"));
  const bare = withoutHeader(columns);
  const taken = [key, ...pair].map((column) => (bare ? `${Number(column) + 1}` : column));
  return { from, taken, names, xy, columns: new Map(kept) };
}

/** The table of a file, not yet understood. */
export async function readCellTable(source: Source): Promise<FileTable> {
  const isText = (column: string) => column === "0" || isNameColumn(column) || UNNAMED.test(column);
  const head = new TextDecoder().decode(await source.read(0, 4));
  return head === "PAR1" ? readParquetTable(source, { isText }) : readTextTable(source, { isText });
}

/** A table without header gets the names of Space Ranger's positions, when it has as many columns. */
function named(table: FileTable): FileTable {
  const { columns } = table;
  if (!withoutHeader(columns) || columns.size !== TISSUE_POSITIONS.length) return table;
  return { ...table, columns: new Map([...columns.values()].map((column, j) => [TISSUE_POSITIONS[j], column])) };
}

const withoutHeader = (columns: ReadonlyMap<string, Column>) => [...columns.keys()].every((name, j) => name === `${j}`);

/** Without a header, two columns of numbers beside the names are x and y. */
function onlyPair(columns: ReadonlyMap<string, Column>, names: string | undefined): [string, string] | undefined {
  if (!withoutHeader(columns)) return undefined;
  const [x, y, ...more] = [...columns.keys()].filter((key) => key !== names && columns.get(key)?.kind === "number");
  return y === undefined || more.length > 0 ? undefined : [x, y];
}

/** The column that holds the most of some names; undefined when none holds any. */
function matchingColumn(columns: ReadonlyMap<string, Column>, cells: readonly string[]): string | undefined {
  const wanted = new Set(cells);
  let best: string | undefined;
  let most = 0;
  for (const [key, column] of columns) {
    const found = new Set(textsOf(column, true)?.filter((text) => wanted.has(text))).size;
    if (found > most) [best, most] = [key, found];
  }
  return best;
}

/** @param numbers whether numbers are names too. */
function textsOf(column: Column | undefined, numbers: boolean): string[] | undefined {
  if (column?.kind === "string") return column.values.map((value) => value ?? "");
  return column?.kind === "number" && numbers ? Array.from(column.values, String) : undefined;
}

function nameColumn(columns: ReadonlyMap<string, Column>): string | undefined {
  const names = [...columns.keys()];
  for (const known of NAME_COLUMNS) {
    const found = names.find((name) => name.toLowerCase() === known);
    if (found !== undefined) return found;
  }
  return names.find((name) => UNNAMED.test(name)) ?? names.find((name) => columns.get(name)?.kind === "string");
}

const isNameColumn = (column: string) => NAME_COLUMNS.includes(column.toLowerCase());
