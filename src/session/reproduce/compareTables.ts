import { dialectOf, parseRows } from "../../io/text/dialect.ts";
import type { Difference } from "./compareTrees.ts";
import { tableStage } from "./stages.ts";

/** Rows of a table below its header, and the names of its columns. */
interface Rows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * What differs between two versions of a table of a result, column by column.
 *
 * @param name of the file in the folder of results: `tables/markers.csv`.
 * @param recorded comma-separated text with a header; undefined where the result has no such table.
 */
export function compareTables(name: string, recorded: string | undefined, repeated: string | undefined): Difference[] {
  if (recorded === repeated) return [];
  const found = (how: Difference["how"], column?: string): Difference => ({
    ...{ stage: tableStage(name), how },
    path: column === undefined ? name : `${name}, column ${column}`,
  });
  if (recorded === undefined) return [found({ kind: "absent", from: "recorded" })];
  if (repeated === undefined) return [found({ kind: "absent", from: "repeated" })];
  const [a, b] = [rowsOf(recorded), rowsOf(repeated)];
  if (a.rows.length !== b.rows.length) {
    return [found({ kind: "rows", recorded: a.rows.length, repeated: b.rows.length })];
  }
  const columns = [...new Set([...a.header, ...b.header])];
  const differences = columns.flatMap((column) => {
    const [one, other] = [columnOf(a, column), columnOf(b, column)];
    if (one === undefined) return [found({ kind: "absent", from: "recorded" }, column)];
    if (other === undefined) return [found({ kind: "absent", from: "repeated" }, column)];
    const how = columnDifference(one, other);
    return how === undefined ? [] : [found(how, column)];
  });
  // The same columns in another order, or the same values written in another way.
  return differences.length > 0 ? differences : [found({ kind: "text" })];
}

function rowsOf(text: string): Rows {
  const [header = [], ...rows] = parseRows(text, dialectOf(text));
  return { header, rows };
}

function columnOf({ header, rows }: Rows, column: string): readonly string[] | undefined {
  const place = header.indexOf(column);
  return place < 0 ? undefined : rows.map((row) => row[place] ?? "");
}

/** Whole numbers are names or counts: reported by how many differ. */
function columnDifference(a: readonly string[], b: readonly string[]): Difference["how"] | undefined {
  const differing = a.filter((text, i) => text !== b[i]).length;
  if (differing === 0) return undefined;
  const values = [...a, ...b].filter((text) => text !== "").map(Number);
  const measured = values.every((value) => !Number.isNaN(value)) && !values.every(Number.isInteger);
  const gaps = a.some((text, i) => (text === "") !== (b[i] === ""));
  if (!measured || gaps) return { kind: "values", differing, of: a.length };
  let [largest, scale] = [0, 0];
  for (const [i, text] of a.entries()) {
    if (text === b[i]) continue;
    largest = Math.max(largest, Math.abs(Number(text) - Number(b[i])));
  }
  for (const text of a) if (Number.isFinite(Number(text))) scale = Math.max(scale, Math.abs(Number(text)));
  return { kind: "numbers", largest, scale };
}
