import { CellScapeError } from "../core/errors.ts";
import type { Column } from "./table.ts";

/** The value of a row as text; undefined where it is missing. */
export function labelAt(column: Column, row: number): string | undefined {
  if (column.kind === "category") return column.categories[column.codes[row]];
  const value: string | number | boolean | undefined = column.values[row];
  return value === undefined || value === "" || Number.isNaN(value) ? undefined : String(value);
}

/**
 * Refuse whole numbers that doubles do not keep apart, such as 64-bit identifiers: as labels, different ones would be one.
 *
 * @param where the column, for the refusal.
 * @throws bad-data
 */
export function expectApart(column: Column, where: string): void {
  if (column.kind !== "number") return;
  const { values } = column;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isInteger(values[i]) || Number.isSafeInteger(values[i])) continue;
    throw new CellScapeError(
      "bad-data",
      `${where}: expected labels, got whole numbers beyond 2^53, of which different ones read alike; store them as text`,
    );
  }
}
