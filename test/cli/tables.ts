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

/** [cells] domain of each cell in the order of the file, 1 to K; 0 for cells without one. */
export function domainLabels(out: string): Int32Array {
  const [, ...lines] = readFileSync(join(out, "domains.csv"), "utf8").trimEnd().split("\n");
  return Int32Array.from(lines, (line) => Number(line.split(",")[3]));
}
