import type { Column } from "./table.ts";

/** The value of a row as text; undefined where it is missing. */
export function labelAt(column: Column, row: number): string | undefined {
  if (column.kind === "category") return column.categories[column.codes[row]];
  const value: string | number | boolean | undefined = column.values[row];
  return value === undefined || value === "" || Number.isNaN(value) ? undefined : String(value);
}
