import type { Matrix } from "../data/matrix.ts";
import type { CategoryColumn, Column, NumberColumn } from "../data/table.ts";
import type { Artifacts } from "../run/artifacts.ts";
import type { Config } from "../run/options/config.ts";
import { resultKeys } from "../run/resultKeys.ts";
import type { Entry } from "./entry.ts";
import type { SparseRows } from "./sparseKeys.ts";

/** What is added to the input as AnnData, under the keys that scanpy and squidpy read. */
export interface AnnDataKeys {
  readonly obs: Readonly<Record<string, CategoryColumn | NumberColumn>>;
  readonly obsm: Readonly<Record<string, Matrix>>;
  readonly obsp: Readonly<Record<string, SparseRows>>;
  readonly uns: Readonly<Record<string, Entry>>;
}

/** Settings that name entries of a result. */
export type DomainKeys = Partial<Pick<Config, "column" | "key">>;

/** Column of obs with the domains. */
export function domainKeyOf({ column, key }: DomainKeys): string {
  return column ?? resultKeys(key).domain;
}

/** The cells of a file, and those that were analysed. */
export type Part = Pick<Artifacts, "dataset" | "selection">;

/** [dataset cells] labels of the analysed cells at their rows in the file; missing in the others. */
export function spreadLabels({ codes, ...names }: CategoryColumn, { dataset, selection }: Part): CategoryColumn {
  const all = new Int32Array(dataset.cells.length).fill(-1);
  selection.cells.forEach((cell, i) => {
    all[cell] = codes[i];
  });
  return { ...names, codes: all };
}

/** [dataset cells, d] rows of the analysed cells at their rows in the file; NaN in the others. */
export function spreadMatrix({ columns, values }: Matrix, { dataset, selection }: Part): Matrix {
  const n = dataset.cells.length;
  const all = new Float32Array(n * columns).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    for (let j = 0; j < columns; j++) all[cell * columns + j] = values[i * columns + j];
  });
  return { rows: n, columns, values: all };
}

/** A column of numbers of a table in uns, one per row. */
export function numberColumn<Row>(rows: readonly Row[], of: (row: Row) => number): Column {
  return { kind: "number", values: Float64Array.from(rows, of) };
}

/** A column of text of a table in uns, one per row. */
export function textColumn<Row>(rows: readonly Row[], of: (row: Row) => string): Column {
  return { kind: "string", values: rows.map(of) };
}
