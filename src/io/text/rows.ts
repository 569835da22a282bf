import { CellScapeError } from "../../core/errors.ts";
import { isEmptyRow, parseRows } from "./dialect.ts";
import type { TextHead } from "./head.ts";
import { isMissing, quotedPieces } from "./table.ts";

/** Rows of a text table below its header, as they arrive. */
export interface RowBlock {
  readonly rows: readonly (readonly string[])[];
  /** Number of the line of the first row, from 1. */
  readonly line: number;
}

/**
 * The rows of a text table, block by block; empty lines are left out.
 *
 * @throws bad-file when a row has more or fewer values than the header, naming its line.
 */
export async function* textRows({ source, dialect, header, remarks }: TextHead): AsyncGenerator<RowBlock> {
  let line = 1;
  let headed = false;
  for await (const piece of quotedPieces(source)) {
    const data = parseRows(piece, dialect, { width: header.length });
    let from = 0;
    if (!headed) {
      from = remarks.length;
      while (from < data.length && isEmptyRow(data[from])) from++;
      from++;
      headed = true;
    }
    // Runs of rows between empty lines, so that every row keeps the number of its line.
    for (let end = from; end <= data.length; end++) {
      if (end < data.length && !isEmptyRow(data[end])) continue;
      if (end > from) {
        const rows = data.slice(from, end);
        expectWidth(rows, header.length, (at) => `${source.name}, line ${line + from + at}`);
        yield { rows, line: line + from };
      }
      from = end + 1;
    }
    line += data.length;
  }
}

function expectWidth(rows: RowBlock["rows"], width: number, where: (at: number) => string): void {
  const wrong = rows.findIndex((row) => row.length !== width);
  if (wrong < 0) return;
  throw new CellScapeError("bad-file", `${where(wrong)}: expected ${width} values, got ${rows[wrong].length}`);
}

/**
 * A number out of a table.
 *
 * @param where says the file, the line and the column; requested only when the number is none.
 * @throws bad-data when it is missing or no finite number.
 */
export function numberOf(text: string, where: () => string): number {
  const value = Number(text);
  if (Number.isFinite(value) && !isMissing(text)) return value;
  const got = text.trim() === "" ? "nothing" : JSON.stringify(text.slice(0, 40));
  throw new CellScapeError("bad-data", `${where()}: expected a number, got ${got}`);
}
