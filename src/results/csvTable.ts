import { csvLine } from "./csv.ts";

/** A table of a run: file name without ending, and CSV text. */
export interface CsvTable {
  readonly name: string;
  readonly csv: string;
}

/**
 * A table as CSV.
 *
 * @param header names of the columns, separated by commas.
 * @param rows one field per column; empty where a number or text is missing.
 */
export function csvTable(
  name: string,
  header: string,
  rows: readonly (readonly (string | number | undefined)[])[],
): CsvTable {
  return { name, csv: `${[header, ...rows.map(csvLine)].join("\n")}\n` };
}
