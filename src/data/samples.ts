import type { Table } from "./table.ts";

/** Which sample (tissue, section, animal) each cell came from, where a data set holds several. */
export interface Samples {
  /** Unique names, in the order in which the samples were given. */
  readonly names: readonly string[];
  /** [n] sample of each cell, 0 .. names.length - 1. Positions of cells of different samples have nothing in common. */
  readonly codes: Int32Array;
  /** What is known of each sample, such as its condition, replicate or age: one row per sample. */
  readonly attributes: Table;
  /** Column of obs that holds the samples. */
  readonly column: string;
}
