import { CellScapeError } from "../../core/errors.ts";
import type { Column, NumberColumn } from "../../data/table.ts";
import { positionPair } from "../assembly/positionNames.ts";
import type { TextHead } from "../text/head.ts";
import { textRows } from "../text/rows.ts";
import { isMissing, isNumber } from "../text/table.ts";

/** A table of cells and their positions, kept as text until it is known which column names the cells. */
export interface TextPositions {
  readonly head: TextHead;
  readonly rows: number;
  /** Columns in the order of the header. */
  readonly columns: readonly (readonly string[])[];
}

/** Rows times columns held in memory. */
const MOST_VALUES = 2 ** 27;

/** Read a table of cells. */
export async function readTextPositions(head: TextHead): Promise<TextPositions> {
  const columns = head.header.map((): string[] => []);
  let rows = 0;
  for await (const block of textRows(head)) {
    for (const row of block.rows) {
      // The Single Cell Portal has a second line that tells the kind of each column.
      if (rows === 0 && row[0] === "TYPE" && /^(numeric|group)$/.test(row[1])) continue;
      rows++;
      for (let j = 0; j < row.length; j++) columns[j].push(row[j]);
    }
    if (rows * columns.length > MOST_VALUES) {
      throw new CellScapeError("bad-file", `${head.source.name}: expected at most ${MOST_VALUES} values, got more`);
    }
  }
  return { head, rows, columns };
}

/** Text as numbers where every value is one or missing. */
export function typedColumn(values: readonly string[]): Column {
  return values.every((value) => isNumber(value) || isMissing(value)) && !values.every(isMissing)
    ? numbersOf(values)
    : { kind: "string", values };
}

const numbersOf = (values: readonly string[]): NumberColumn => ({
  kind: "number",
  values: Float64Array.from(values, (value) => (isMissing(value) ? Number.NaN : Number(value))),
});

/**
 * The columns with x and y: those requested, else those with known names.
 *
 * @param wanted `obs/<x>,obs/<y>`, with or without `obs/`.
 * @throws bad-option when the table lacks what is requested; bad-data when no columns have known names.
 */
export function pairOf({ source, header }: TextHead, wanted?: string): readonly [number, number] {
  const pair =
    wanted === undefined ? positionPair(header) : wanted.split(",").map((part) => plain(header, part.trim()));
  const [x, y] = (pair ?? []).map((name) => header.indexOf(name));
  if (pair?.length === 2 && x >= 0 && y >= 0) return [x, y];
  const got = header.slice(0, 30).join(", ");
  throw new CellScapeError(
    wanted === undefined ? "bad-data" : "bad-option",
    `${source.name}: expected columns ${wanted ?? "with the positions of the cells, such as x and y"}, got ${got}; ` +
      "name them with --positions obs/<x>,obs/<y>",
  );
}

const plain = (header: readonly string[], part: string) => (header.includes(part) ? part : part.replace(/^obs\//, ""));
