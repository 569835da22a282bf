import type { Graph } from "../../data/graph.ts";
import type { Chosen } from "../../nn/mask.ts";

/** Sizes of the arrays below, which are the same in every epoch. */
export interface ComparisonSizes {
  readonly anchors: number;
  readonly candidates: number;
  /** Places for an anchor's neighbours, and for the anchors that have a cell as neighbour. */
  readonly positives: number;
}

/**
 * Every cell is an anchor unless there are over twice as many as `limit`.
 *
 * @param degrees [n] number of neighbours of each cell at most, ascending.
 */
export function comparisonSizes(degrees: Uint32Array, limit: number): ComparisonSizes {
  const n = degrees.length;
  const anchors = n > 2 * limit ? limit : n;
  // The most that any choice of anchors can need.
  const most = degrees.subarray(n - anchors).reduce((total, degree) => total + degree, 0);
  return { anchors, candidates: Math.max(1, Math.min(n, most)), positives: Math.max(1, degrees[n - 1]) };
}

/** Feeds of the contrastive loss; see `Comparison` in `model/losses.ts`. */
export interface ComparisonFeeds {
  readonly anchors: Int32Array;
  readonly anchorUsers: Int32Array;
  readonly candidates: Int32Array;
  readonly candidateUsers: Int32Array;
  readonly multiplicity: Float32Array;
  readonly positives: Int32Array;
  readonly positiveUsers: Int32Array;
  readonly isPositive: Float32Array;
  readonly connected: Float32Array;
}

/** The comparison of an epoch with the given anchors. */
export function compare(graph: Graph, anchors: Chosen, sizes: ComparisonSizes): ComparisonFeeds {
  const { starts, targets } = graph;
  const n = starts.length - 1;
  const { rows } = anchors;
  const places = sizes.positives;
  const counts = new Int32Array(n);
  const positives = new Int32Array(rows.length * places);
  const positiveUsers = new Int32Array(n * places).fill(rows.length * places);
  const isPositive = new Float32Array(rows.length * places);
  const connected = new Float32Array(rows.length);
  rows.forEach((i, anchor) => {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const j = targets[e];
      const at = anchor * places + e - starts[i];
      positives[at] = j;
      isPositive[at] = 1;
      positiveUsers[j * places + counts[j]++] = at;
    }
    if (starts[i + 1] > starts[i]) connected[anchor] = 1;
  });

  const candidates = new Int32Array(sizes.candidates);
  const candidateUsers = new Int32Array(n).fill(sizes.candidates);
  const multiplicity = new Float32Array(sizes.candidates);
  for (let j = 0, at = 0; j < n; j++) {
    // With room for every cell, each has the place of its own number.
    if (counts[j] === 0 && sizes.candidates < n) continue;
    candidates[at] = j;
    candidateUsers[j] = at;
    multiplicity[at++] = counts[j];
  }
  return {
    anchors: rows,
    anchorUsers: anchors.places,
    candidates,
    candidateUsers,
    multiplicity,
    positives,
    positiveUsers,
    isPositive,
    connected,
  };
}
