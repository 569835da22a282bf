import { labelAt } from "../data/labels.ts";
import type { BooleanColumn, Column, NumberColumn, Table } from "../data/table.ts";

/**
 * Tables below each other, with the columns of all: missing where a table lacks one. Numbers stay numbers, integers
 * integers and flags flags where every table has them so; other columns become categories, whose order is that of their first occurrence.
 */
export function joinTables(tables: readonly Table[]): Table {
  const names = [...new Set(tables.flatMap(({ columns }) => [...columns.keys()]))];
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    columns: new Map(names.map((name) => [name, joinColumns(tables, name)])),
  };
}

function joinColumns(tables: readonly Table[], name: string): Column {
  const columns = tables.map((table) => table.columns.get(name));
  const kinds = new Set(columns.flatMap((column) => (column === undefined ? [] : [column.kind])));
  if (kinds.size === 1 && kinds.has("number")) return joinNumbers(tables, columns);
  if (kinds.size === 1 && kinds.has("boolean")) return joinFlags(tables, columns);
  const categories = new Map<string, number>();
  // Categories that no cell has are kept, and the order of the first table that has the column.
  for (const column of columns) {
    if (column?.kind !== "category") continue;
    for (const category of column.categories) if (!categories.has(category)) categories.set(category, categories.size);
  }
  const codes: number[] = [];
  columns.forEach((column, t) => {
    for (let i = 0; i < tables[t].rows; i++) {
      const label = column && labelAt(column, i);
      if (label !== undefined && !categories.has(label)) categories.set(label, categories.size);
      codes.push(label === undefined ? -1 : (categories.get(label) ?? -1));
    }
  });
  return { kind: "category", codes: Int32Array.from(codes), categories: [...categories.keys()], ordered: false };
}

function joinNumbers(tables: readonly Table[], columns: readonly (Column | undefined)[]): NumberColumn {
  const whole = columns.every((column) => column?.kind === "number" && column.values instanceof Int32Array);
  const rows = tables.reduce((sum, { rows }) => sum + rows, 0);
  // Integers have no missing value.
  const values = whole ? new Int32Array(rows) : new Float64Array(rows).fill(Number.NaN);
  let first = 0;
  columns.forEach((column, t) => {
    if (column?.kind === "number") values.set(column.values, first);
    first += tables[t].rows;
  });
  return { kind: "number", values };
}

function joinFlags(tables: readonly Table[], columns: readonly (Column | undefined)[]): BooleanColumn {
  const values = columns.flatMap((column, t): readonly (boolean | undefined)[] =>
    column?.kind === "boolean" ? column.values : new Array<undefined>(tables[t].rows).fill(undefined),
  );
  return { kind: "boolean", values };
}
