import type { Column } from "./table.ts";

/**
 * Some rows of a column, in the order given.
 *
 * @param rows indices into the column.
 */
export function pickRows(column: Column, rows: ArrayLike<number>): Column {
  switch (column.kind) {
    case "number": {
      const values = new (column.values.constructor as NumbersOf)(rows.length);
      for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]];
      return { kind: "number", values };
    }
    case "category":
      return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) };
    case "string":
      return { kind: "string", values: Array.from(rows, (row) => column.values[row]) };
    case "boolean":
      return { kind: "boolean", values: Array.from(rows, (row) => column.values[row]) };
  }
}

/** The constructor of an array is typed as any function; those of number columns take a length. */
type NumbersOf = new (length: number) => Float64Array | Float32Array | Int32Array;
