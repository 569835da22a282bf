import type { CategoryColumn, Column, NumberColumn, StringColumn } from "./table.ts";

/** Values of a column as programs have them: codes of groups, numbers, texts, or a column as it is. */
export type ColumnValues = Column | Int32Array | Float32Array | Float64Array | readonly string[];

/**
 * A column from plain values: integers are codes of groups, named "0", "1", ... with -1 for a missing one; floats are
 * numbers, NaN where missing; texts are names.
 *
 * @param values [n] one per cell.
 * @returns a column of the same [n] cells.
 * @example
 * import { columnOf } from "cellscape/io";
 * const domains = columnOf(Int32Array.of(0, 1, 1, -1));
 */
export function columnOf(values: Int32Array): CategoryColumn;
export function columnOf(values: Float32Array | Float64Array): NumberColumn;
export function columnOf(values: readonly string[]): StringColumn;
export function columnOf(values: ColumnValues): Column;
export function columnOf(values: ColumnValues): Column {
  if (values instanceof Int32Array) {
    const groups = values.reduce((most, code) => Math.max(most, code + 1), 0);
    const categories = Array.from({ length: groups }, (_, k) => `${k}`);
    return { kind: "category", codes: values, categories, ordered: false };
  }
  if (values instanceof Float32Array || values instanceof Float64Array) return { kind: "number", values };
  return "kind" in values ? values : { kind: "string", values };
}
