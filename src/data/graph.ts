/** Undirected neighbour graph of n cells as sorted CSR lists, each edge stored from both ends, no self loops. */
export interface Graph {
  /** Neighbours of cell i are `targets[starts[i] .. starts[i + 1]]`, ascending. */
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  /** Euclidean length of each edge, in the unit of the positions. */
  readonly lengths: Float32Array;
}
