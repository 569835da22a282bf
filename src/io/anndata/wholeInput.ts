import type { Dataset, KeptRows } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Column } from "../../data/table.ts";
import type { Additions } from "./additions.ts";
import type { StoredSparse } from "./elements.ts";

/**
 * What is added to all cells and genes of an input, where some had to be left out: values of those are missing, and what
 * is true of genes is not true of them.
 */
export function ofWholeInput(
  additions: Additions,
  { kept, keptGenes }: Pick<Dataset, "kept" | "keptGenes">,
): Additions {
  const { var: variables = {} } = additions;
  const ofGenes = keptGenes
    ? { ...additions, var: each(variables, (column) => ofAllGenes(column, keptGenes)) }
    : additions;
  if (kept === undefined) return ofGenes;
  const { obs = {}, obsm = {}, obsp = {} } = additions;
  return {
    ...ofGenes,
    obs: each(obs, (column) => columnOf(column, kept)),
    obsm: each(obsm, (matrix) => matrixOf(matrix, kept)),
    obsp: each(obsp, (matrix) => sparseOf(matrix, kept)),
  };
}

const each = <T>(entries: Readonly<Record<string, T>>, change: (entry: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, change(entry)]));

function ofAllGenes(column: Column, kept: KeptRows): Column {
  if (column.kind !== "boolean") return columnOf(column, kept);
  return { kind: "boolean", values: spread(column.values, kept).map((value) => value ?? false) };
}

function columnOf(column: Column, { rows, of }: KeptRows): Column {
  // A column of the input that was edited has a value for each cell already.
  if ((column.kind === "category" ? column.codes : column.values).length === of) return column;
  switch (column.kind) {
    case "number": {
      // Integers have no missing value.
      const values =
        column.values instanceof Float32Array
          ? new Float32Array(of).fill(Number.NaN)
          : new Float64Array(of).fill(Number.NaN);
      for (const [i, row] of rows.entries()) values[row] = column.values[i];
      return { kind: "number", values };
    }
    case "category": {
      const codes = new Int32Array(of).fill(-1);
      for (const [i, row] of rows.entries()) codes[row] = column.codes[i];
      return { ...column, codes };
    }
    case "string":
      return { kind: "string", values: spread(column.values, { rows, of }) };
    case "boolean":
      return { kind: "boolean", values: spread(column.values, { rows, of }) };
  }
}

function spread<T>(values: readonly T[], { rows, of }: KeptRows): (T | undefined)[] {
  const all = new Array<T | undefined>(of).fill(undefined);
  for (const [i, row] of rows.entries()) all[row] = values[i];
  return all;
}

function matrixOf({ columns, values }: Matrix, { rows, of }: KeptRows): Matrix {
  const all = new (values instanceof Float32Array ? Float32Array : Float64Array)(of * columns).fill(Number.NaN);
  for (const [i, row] of rows.entries()) all.set(values.subarray(i * columns, (i + 1) * columns), row * columns);
  return { rows: of, columns, values: all };
}

/** Cells without a row are joined to none. */
function sparseOf(matrix: StoredSparse, { rows, of }: KeptRows): StoredSparse {
  const starts = new Uint32Array(of + 1);
  for (const [i, row] of rows.entries()) starts[row + 1] = matrix.starts[i + 1] - matrix.starts[i];
  for (let row = 0; row < of; row++) starts[row + 1] += starts[row];
  // Rows keep their order, and so do columns: entries stay where they are.
  return { ...matrix, rows: of, columns: of, starts, indices: matrix.indices.map((column) => rows[column]) };
}
