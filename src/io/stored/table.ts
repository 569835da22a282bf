import type { Column } from "../../data/table.ts";

/** A table in a file of its own. */
export interface FileTable {
  readonly name: string;
  readonly rows: number;
  /** Numbers where every value is one or missing, else text. */
  readonly columns: ReadonlyMap<string, Column>;
}
