import type { Table } from "../../data/table.ts";

/** A table of an .h5ad file: obs, var or raw/var. */
export interface NamedTable {
  /** [rows] names as stored, not made unique. */
  readonly names: readonly string[];
  readonly table: Table;
  /** Columns that were left out, one sentence each. */
  readonly notes: readonly string[];
}
