import type { Column } from "../data/table.ts";
import { CellScapeError } from "../errors.ts";
import { readParquetTable } from "./parquetTable.ts";
import { positionPair } from "./positionNames.ts";
import type { Source } from "./source.ts";
import { type FileTable, readTextTable } from "./textTable.ts";

/** Cells with their places, as a table beside the counts holds them: more or fewer than there are counts for. */
export interface PlacedCells {
  /** Where they come from, for messages and the record: `spatial/tissue_positions.csv`. */
  readonly from: string;
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
 * @throws bad-data when no columns have names known to hold names, x and y; whatever reading a table throws.
 */
export async function readPlacedCells(source: Source, from: string): Promise<PlacedCells> {
  const { name, rows, columns } = named(await readTable(source));
  const found = [...columns.keys()];
  const names = columns.get(nameColumn(columns) ?? "");
  const pair = positionPair(found);
  if (names?.kind !== "string" || pair === undefined) {
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
  const kept = [...columns].filter(
    ([column]) => columns.get(column) !== names && !UNNAMED.test(column) && !column.includes("/"),
  );
  return { from, names: names.values.map((value) => value ?? ""), xy, columns: new Map(kept) };
}

async function readTable(source: Source): Promise<FileTable> {
  const isText = (column: string) => column === "0" || isNameColumn(column) || UNNAMED.test(column);
  const head = new TextDecoder().decode(await source.read(0, 4));
  return head === "PAR1" ? readParquetTable(source, { isText }) : readTextTable(source, { isText });
}

/** A table without header gets the names of Space Ranger's positions, when it has as many columns. */
function named(table: FileTable): FileTable {
  const { columns } = table;
  if (![...columns.keys()].every((name, j) => name === `${j}`) || columns.size !== TISSUE_POSITIONS.length)
    return table;
  return { ...table, columns: new Map([...columns.values()].map((column, j) => [TISSUE_POSITIONS[j], column])) };
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
