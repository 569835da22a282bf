/**
 * One pass of a refinement.
 *
 * @param labels [n] domain of each cell, 0 .. count - 1, none of them empty. Not modified.
 * @param neighbors [n, r] the neighbours of each cell, nearest first, without itself; -1 where there are fewer.
 * @returns [n] labels, each of 0 .. count - 1 at least once.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export type Refinement = (labels: Int32Array, neighbors: Int32Array, count: number) => Int32Array;
