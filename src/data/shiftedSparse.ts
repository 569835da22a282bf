import type { Matrix } from "./matrix.ts";
import type { Sparse } from "./sparse.ts";

/**
 * A matrix of sparse rows plus dense patterns, [n, p] without being stored as such. Row i is row i of `sparse`, plus
 * `factors` times the w patterns from `first[i]` on, so that any number of patterns costs a row no more than w.
 */
export interface ShiftedSparse {
  /** [n, p] */
  readonly sparse: Sparse;
  /** [n] */
  readonly first: Uint32Array;
  /** [n, w] */
  readonly factors: Matrix;
  /** [r, p] */
  readonly patterns: Matrix;
}
