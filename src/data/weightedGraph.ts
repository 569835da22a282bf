import { CellScapeError } from "../core/errors.ts";

/**
 * Undirected weighted graph of n nodes as sorted CSR lists. An edge between two nodes is stored from both ends, an edge
 * of a node with itself once.
 */
export interface WeightedGraph {
  /** Neighbours of node i are `targets[starts[i] .. starts[i + 1]]`, ascending; n + 1 offsets. */
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  /** Weight of each stored edge, >= 0; the same from both ends. */
  readonly weights: Float64Array;
}

/**
 * Check a graph where it enters a public function.
 *
 * @throws bad-shape when offsets, targets and weights do not fit together; bad-data when a weight is negative or not
 * finite, or a target is not a node.
 */
export function expectWeightedGraph(where: string, { starts, targets, weights }: WeightedGraph): void {
  const n = starts.length - 1;
  const edges = n < 0 ? 0 : starts[n];
  if (n < 0 || targets.length !== edges || weights.length !== edges) {
    throw new CellScapeError(
      "bad-shape",
      `${where}: expected n + 1 offsets that end at the number of edges, got ${starts.length} offsets that end at ` +
        `${edges}, ${targets.length} targets and ${weights.length} weights`,
    );
  }
  for (let e = 0; e < edges; e++) {
    if (weights[e] >= 0 && weights[e] < Number.POSITIVE_INFINITY && targets[e] < n) continue;
    throw new CellScapeError(
      "bad-data",
      `${where}: expected weights from 0 up between ${n} nodes, got ${weights[e]} to node ${targets[e]} at edge ${e}`,
    );
  }
}
