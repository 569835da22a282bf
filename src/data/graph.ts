/** Undirected neighbour graph of n cells as sorted CSR lists, each edge stored from both ends, no self loops. */
export interface Graph {
  /** [n + 1] neighbours of cell i are `targets[starts[i] .. starts[i + 1]]`, ascending. */
  readonly starts: Uint32Array;
  /** [edges] the cell at the other end; an edge counts twice, once from each end. */
  readonly targets: Uint32Array;
  /** [edges] Euclidean length of each, in the unit of the positions. */
  readonly lengths: Float32Array;
}
