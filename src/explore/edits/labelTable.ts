import type { Column } from "../../data/table.ts";
import { csvLine } from "../../results/csv.ts";
import type { Labelled } from "./labelled.ts";

/** Columns of labels as a table, one line per cell: its name, and its group in each; empty where it has none. */
export function labelTable(cells: readonly string[], { columns }: Labelled, names: readonly string[]): string {
  const chosen = names.map((name) => columns.get(name));
  const lines = cells.map((cell, row) => csvLine([cell, ...chosen.map((column) => labelAt(column, row))]));
  return `${[csvLine(["cell", ...names]), ...lines].join("\n")}\n`;
}

function labelAt(column: Column | undefined, row: number): string | number | undefined {
  if (column === undefined) return undefined;
  if (column.kind === "category") return column.categories[column.codes[row]];
  const value = column.values[row];
  return typeof value === "number" ? value : value === undefined ? undefined : String(value);
}
