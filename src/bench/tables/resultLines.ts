import type { BenchRecord } from "../record.ts";
import { paperTables } from "./paperTable.ts";

/** Columns for which a terminal has no room. */
const left = ["COM", "CHAOS raw", "K found", "runs"];

/** The tables for a terminal, failures below. */
export function resultLines(record: BenchRecord): string[] {
  const tables = paperTables(record).flatMap(({ data, columns, rows }) => {
    const shown = columns.flatMap((column, at) => (left.includes(column) ? [] : [at]));
    const all = [columns, ...rows].map((row) => shown.map((at) => row[at]));
    const widths = shown.map((_, at) => Math.max(...all.map((row) => row[at].length)));
    return [data, ...all.map((row) => row.map((field, at) => pad(field, widths[at], at === 0)).join("  ")), ""];
  });
  const failed = record.runs.filter(({ failure }) => failure !== undefined);
  const failures = failed.map(
    ({ data, method, seed, failure }) => `${data}, ${method}${seed === undefined ? "" : `, seed ${seed}`}: ${failure}`,
  );
  return [...tables, ...failures];
}

function pad(field: string, width: number, left: boolean): string {
  return left ? field.padEnd(width) : field.padStart(width);
}
