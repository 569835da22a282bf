import type { CategoryColumn, Column, NumberColumn, StringColumn, Table } from "../src/data/table.ts";

/** A column of categories by their codes; -1 where missing. */
export function category(codes: ArrayLike<number>, categories: readonly string[]): CategoryColumn {
  return { kind: "category", codes: Int32Array.from(codes), categories, ordered: false };
}

export function numbers(...values: number[]): NumberColumn {
  return { kind: "number", values: Float64Array.from(values) };
}

export function texts(...values: (string | undefined)[]): StringColumn {
  return { kind: "string", values };
}

export function tableOf(rows: number, columns: Readonly<Record<string, Column>>): Table {
  return { rows, columns: new Map(Object.entries(columns)) };
}
