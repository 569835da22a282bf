import Papa from "papaparse";

/** How a text table is written. */
export interface Dialect {
  readonly delimiter: string;
  /** Every row ends in a delimiter with nothing behind it. */
  readonly trailing: boolean;
  /** Numbers have a comma before their decimals. */
  readonly decimalComma: boolean;
}

const DECIMAL_COMMA = /^\s*[-+]?\d+,\d+([eE][-+]?\d+)?\s*$/;
/** Rows that are looked at. */
const LOOK = 40;

/**
 * The dialect of a table by its first lines.
 *
 * @param text whole lines, the first of which is the header or a row.
 */
export function dialectOf(text: string): Dialect {
  const delimiter = delimiterOf(text);
  const [first = [], ...rest] = parseRows(
    text,
    { delimiter, trailing: false, decimalComma: false },
    { most: LOOK + 1 },
  );
  const rows = rest.length > 0 ? rest : [first];
  const openEnds = rows.every((row) => row.length > 1 && row[row.length - 1] === "");
  // A last column with a name may have no value in the first rows.
  const named = first.length === rows[0].length && first[first.length - 1] !== "";
  const decimalComma = delimiter !== "," && rows.some((row) => row.some((value) => DECIMAL_COMMA.test(value)));
  return { delimiter, trailing: openEnds && !named, decimalComma };
}

/**
 * The rows of whole lines of text, numbers with a point before their decimals; an empty line is a row of one empty value.
 *
 * @param most rows that are wanted.
 * @param width values of a row, where it is known: a row that has as many keeps all of them.
 */
export function parseRows(
  text: string,
  { delimiter, trailing, decimalComma }: Dialect,
  { most, width }: { readonly most?: number; readonly width?: number } = {},
): string[][] {
  const lines = text.endsWith("\n") ? text.slice(0, -1) : text;
  const { data } = Papa.parse<string[]>(lines, most === undefined ? { delimiter } : { delimiter, preview: most });
  if (!trailing && !decimalComma) return data;
  for (const row of data) {
    if (trailing && row.length > 1 && row.length !== width && row[row.length - 1] === "") row.pop();
    if (!decimalComma) continue;
    for (let j = 0; j < row.length; j++) if (DECIMAL_COMMA.test(row[j])) row[j] = row[j].replace(",", ".");
  }
  return data;
}

export const isEmptyRow = (row: readonly string[]) => row.length === 1 && row[0] === "";

/** What separates the values of the first line: most often there, names in quotes left out. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.indexOf("\n")).replaceAll(/"[^"]*"/g, "");
  const counts = [",", "\t", ";"].map((each) => line.split(each).length);
  return [",", "\t", ";"][counts.indexOf(Math.max(...counts))];
}
