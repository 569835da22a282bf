import type { Matrix } from "./matrix.ts";
import type { Sparse } from "./sparse.ts";

/** A matrix of sparse rows plus a few dense patterns: sparse + factors patterns, [n, p] without being stored as such. */
export interface ShiftedSparse {
  /** [n, p] */
  readonly sparse: Sparse;
  /** [n, r] how much of each pattern a row has. */
  readonly factors: Matrix;
  /** [r, p] */
  readonly patterns: Matrix;
}
