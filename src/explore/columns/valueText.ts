import type { Column } from "../../data/table.ts";

/** A value of a column in words; `none` where it is missing. */
export function valueText(column: Column, row: number): string {
  if (column.kind === "category") return column.categories[column.codes[row]] ?? "none";
  const value = column.values[row];
  if (value === undefined || Number.isNaN(value)) return "none";
  return typeof value === "number" ? numberText(value) : String(value);
}

/** `12,301`, `0.84`, `1.2e-7`. */
export function numberText(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en");
  const size = Math.abs(value);
  if (size < 1e-3) return value.toExponential(1);
  return size < 10 ? value.toFixed(2) : value.toFixed(1);
}
