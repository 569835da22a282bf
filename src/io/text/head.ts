import type { Source } from "../source.ts";
import { type Dialect, dialectOf, isEmptyRow, parseRows } from "./dialect.ts";
import { isNumber, quotedPieces } from "./table.ts";

/** What the first lines of a text table say. */
export interface TextHead {
  readonly source: Source;
  readonly dialect: Dialect;
  /** Names of the columns, one for every value of a row: names of rows without a header of their own get "". */
  readonly header: readonly string[];
  /** Whether the header lacks a name for the first column, as R writes it. */
  readonly unnamedRows: boolean;
  /** Lines before the header: remarks that begin with #. */
  readonly remarks: readonly string[];
  /** The first rows. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows that are looked at. */
const LOOK = 40;
/** A file whose head holds none of these is no text table. */
const DELIMITERS = /[,\t;]/;

/** The head of a text table, plain or gzip; undefined when the file is none. */
export async function textHead(source: Source): Promise<TextHead | undefined> {
  for await (const piece of quotedPieces(source)) {
    const lines = piece.split("\n", LOOK + 50);
    const remarks = lines.filter((line) => line.startsWith("#"));
    const text = piece.slice(remarks.reduce((sum, line) => sum + line.length + 1, 0));
    if (!DELIMITERS.test(text.slice(0, text.indexOf("\n")))) return undefined;
    const dialect = dialectOf(text);
    const data = parseRows(text, dialect, { most: LOOK + 50 }).filter((row) => !isEmptyRow(row));
    const [header = [], ...rows] = data.slice(0, LOOK + 1);
    if (header.length < 2 || header.every((name) => isNumber(name))) return undefined;
    const unnamedRows = rows.length > 0 && rows.every((row) => row.length === header.length + 1);
    return { source, dialect, header: unnamedRows ? ["", ...header] : header, unnamedRows, remarks, rows };
  }
  return undefined;
}
