import type { Tensor } from "./tensor.ts";

/**
 * A symmetric neighbour list of n cells with k places each, self loops included. Place (i, s) names cell
 * j = index[i, s], and reverse[i, s] is the flat position j * k + s' of the place of j that names i. A cell with
 * fewer neighbours fills its last places with itself (index = i, reverse = the place itself) and gives them weight zero.
 */
export interface Neighbors {
  /** int32 [n, k]. */
  readonly index: Tensor;
  /** int32 [n, k]. */
  readonly reverse: Tensor;
  /**
   * How many neighbour slots cells use, where they are sorted by it: less padding makes sums cheaper. Pairs
   * `[end, count, end, count, ...]`: cells from the end before up to this end use their first `count` slots, and what
   * lies in the others counts as zero. Absent: all slots.
   */
  readonly spans?: readonly number[];
}
