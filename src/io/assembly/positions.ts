import type { Matrix } from "../../data/matrix.ts";
import type { Table } from "../../data/table.ts";

/** Positions as requested or found. */
export interface FoundPositions {
  /** [n, 2] */
  readonly positions: Matrix;
  /** `obsm/spatial` or `obs/x,obs/y`. */
  readonly from: string;
  /** [n] depth of each cell, where positions have a third axis with few values: sections of one tissue. */
  readonly sections?: Float64Array;
  readonly notes: readonly string[];
}

/**
 * Where the cells of a table are, for tables that do not say it themselves.
 *
 * @param cells names, made unique.
 * @param stored names as they are stored.
 */
export type PositionsOf = (cells: readonly string[], obs: Table, stored: readonly string[]) => FoundPositions;
