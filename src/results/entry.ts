import type { Matrix } from "../data/matrix.ts";
import type { Column } from "../data/table.ts";
import type { SparseRows } from "./sparseKeys.ts";

/** What goes into uns: plain values, tables with named rows, records of one field per group, sparse and dense matrices. */
export type Entry =
  | string
  | number
  | boolean
  | readonly string[]
  | Int32Array
  | Float32Array
  | Float64Array
  | { readonly names: readonly string[]; readonly columns: ReadonlyMap<string, Column> }
  | { readonly fields: ReadonlyMap<string, readonly string[] | Float32Array | Float64Array> }
  | SparseRows
  | Matrix
  | { readonly shape: readonly number[]; readonly values: Float32Array | Float64Array }
  | { readonly [key: string]: Entry };
