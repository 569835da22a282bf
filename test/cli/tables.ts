import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A row of a table by the names of its columns. */
export interface Row {
  readonly [column: string]: string;
}

/** The rows of a table without quotes that a run wrote. */
export function tableRows(out: string, name: string): Row[] {
  const [header, ...lines] = readFileSync(join(out, "tables", `${name}.csv`), "utf8")
    .trimEnd()
    .split("\n");
  const columns = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((field, c) => [columns[c], field])));
}
