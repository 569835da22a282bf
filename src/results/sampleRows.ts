import type { Matrix } from "../data/matrix.ts";
import type { Column } from "../data/table.ts";

/** Rows of one sample among those of all: `from .. to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** What was found out of each cell, for the cells of one sample; categories keep their names and numbers. */
export function sampleRows(
  { obs, obsm }: { readonly obs: Readonly<Record<string, Column>>; readonly obsm: Readonly<Record<string, Matrix>> },
  range: RowRange,
): { readonly obs: Record<string, Column>; readonly obsm: Record<string, Matrix> } {
  return {
    obs: Object.fromEntries(Object.entries(obs).map(([name, column]) => [name, columnRows(column, range)])),
    obsm: Object.fromEntries(Object.entries(obsm).map(([name, matrix]) => [name, matrixRows(matrix, range)])),
  };
}

function columnRows(column: Column, { from, to }: RowRange): Column {
  switch (column.kind) {
    case "category":
      return { ...column, codes: column.codes.slice(from, to) };
    case "number":
      return { kind: "number", values: column.values.slice(from, to) };
    case "string":
      return { kind: "string", values: column.values.slice(from, to) };
    case "boolean":
      return { kind: "boolean", values: column.values.slice(from, to) };
  }
}

function matrixRows({ columns, values }: Matrix, { from, to }: RowRange): Matrix {
  return { rows: to - from, columns, values: values.slice(from * columns, to * columns) };
}
