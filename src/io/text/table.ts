import { CellScapeError } from "../../core/errors.ts";
import type { Column } from "../../data/table.ts";
import { textPieces } from "../bytes/byteStream.ts";
import type { Source } from "../source.ts";
import type { FileTable } from "../stored/table.ts";
import { type Dialect, dialectOf, isEmptyRow, parseRows } from "./dialect.ts";

export interface TextTableOptions {
  readonly names?: readonly string[];
  readonly isText?: (column: string) => boolean;
}

/** Rows times columns held in memory. */
const MOST_VALUES = 2 ** 28;

/**
 * Read a table of comma, tab or semicolon separated text, plain or gzip, in UTF-8.
 *
 * @param names of the columns; when not given the first line has them, unless it holds numbers: then the columns are
 * called `0`, `1`, ...
 * @param isText whether a column holds names, even if they look like numbers.
 * @throws bad-file when it is not text, has rows of different length or is too large to be held.
 */
export async function readTextTable(
  source: Source,
  { names, isText = () => false }: TextTableOptions = {},
): Promise<FileTable> {
  // A column that looks like numbers until far into the file is found out at the end; then all is read once more.
  const asText = new Set<string>();
  const kind = (name: string) => isText(name) || asText.has(name);
  for (;;) {
    const { table, wrong } = await parse(source, names, kind);
    if (table !== undefined) return table;
    for (const name of wrong) asText.add(name);
  }
}

async function parse(
  source: Source,
  names: readonly string[] | undefined,
  isText: (name: string) => boolean,
): Promise<{ table?: FileTable; wrong: string[] }> {
  let columns: Filling[] | undefined;
  let dialect: Dialect | undefined;
  let rows = 0;
  for await (const piece of quotedPieces(source)) {
    dialect ??= dialectOf(piece);
    const width = columns === undefined ? {} : { width: columns.length };
    const data = parseRows(piece, dialect, width).filter((row) => !isEmptyRow(row));
    if (data.length === 0) continue;
    let lines = data;
    if (columns === undefined) {
      const headed = names === undefined && !data[0].some(isNumber);
      const found = names ?? (headed ? data[0] : data[0].map((_, j) => `${j}`));
      if (headed) lines = data.slice(1);
      columns = uniqueHeader(source, found).map((name, j) => filling(name, lines, j, isText(name)));
    }
    for (const line of lines) {
      if (line.length === columns.length) continue;
      const got = `${line.length} in ${JSON.stringify(line.join(dialect.delimiter).slice(0, 60))}`;
      throw new CellScapeError(
        "bad-file",
        `${source.name}: expected ${columns.length} values in every row, got ${got}`,
      );
    }
    rows += lines.length;
    if (rows * columns.length > MOST_VALUES) {
      throw new CellScapeError("bad-file", `${source.name}: expected a table of up to ${MOST_VALUES} values, got more`);
    }
    for (const [j, column] of columns.entries()) append(column, lines, j);
  }
  const wrong = columns?.filter(({ broken }) => broken) ?? [];
  if (wrong.length > 0) return { wrong: wrong.map(({ name }) => name) };
  const filled = columns?.map((column): [string, Column] => [column.name, columnOf(column, rows)]);
  return { table: { name: source.name, rows, columns: new Map(filled) }, wrong: [] };
}

/** A column while it is read: numbers until one value is none. */
interface Filling {
  readonly name: string;
  numbers: Float64Array | undefined;
  readonly text: string[];
  used: number;
  /** It was taken for numbers and is not. */
  broken: boolean;
}

function filling(name: string, lines: readonly string[][], j: number, isText: boolean): Filling {
  const numeric = !isText && lines.every((line) => isNumber(line[j] ?? "") || isMissing(line[j] ?? ""));
  return { name, numbers: numeric ? new Float64Array(1024) : undefined, text: [], used: 0, broken: false };
}

function append(column: Filling, lines: readonly string[][], j: number): void {
  if (column.broken) return;
  if (column.numbers === undefined) {
    for (const line of lines) column.text.push(line[j]);
    return;
  }
  if (column.used + lines.length > column.numbers.length) {
    const larger = new Float64Array(2 * (column.used + lines.length));
    larger.set(column.numbers);
    column.numbers = larger;
  }
  for (const line of lines) {
    const value = line[j];
    if (!isNumber(value) && !isMissing(value)) {
      column.broken = true;
      return;
    }
    column.numbers[column.used++] = isMissing(value) ? Number.NaN : Number(value);
  }
}

function columnOf({ numbers, text }: Filling, rows: number): Column {
  if (numbers === undefined) return { kind: "string", values: text };
  const values = numbers.slice(0, rows);
  return { kind: "number", values: values.every(isInt32) ? Int32Array.from(values) : values };
}

const isInt32 = (value: number) => value === (value | 0) && !Object.is(value, -0);
export const isNumber = (value: string) => /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value);
export const isMissing = (value: string) => /^\s*(NA|NaN|nan|N\/A|null|None)?\s*$/.test(value);

/** Pieces that do not end inside quotes, in which a line may end without ending the row. */
export async function* quotedPieces(source: Source): AsyncGenerator<string> {
  let open = "";
  for await (const piece of textPieces(source)) {
    const text = open + piece;
    if (quotes(text) % 2 === 0) {
      open = "";
      yield text;
    } else {
      open = text;
    }
    if (open.length > MOST_QUOTED) {
      throw new CellScapeError("bad-file", `${source.name}: expected every quote to be closed, got one that is not`);
    }
  }
  if (open !== "")
    throw new CellScapeError("bad-file", `${source.name}: expected every quote to be closed, got one that is not`);
}

const MOST_QUOTED = 1 << 24;

function quotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

function uniqueHeader(source: Source, names: readonly string[]): readonly string[] {
  const [twice] = names.filter((name, j) => names.indexOf(name) !== j);
  if (twice === undefined) return names;
  throw new CellScapeError(
    "bad-file",
    `${source.name}: expected columns of different names, got ${JSON.stringify(twice)} twice`,
  );
}
