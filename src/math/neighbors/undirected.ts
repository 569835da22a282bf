import type { WeightedGraph } from "../../data/weightedGraph.ts";

/** Directed lists of equal length: each row's `k` targets, in any order, with a weight. */
export interface DirectedLists {
  readonly k: number;
  /** [n, k] */
  readonly targets: Uint32Array;
  /** [n, k] */
  readonly weights: Float64Array;
}

/**
 * The undirected graph whose edge between i and j weighs `combine(weight from i to j, weight from j to i)`, 0 standing
 * for an edge that is not there. Edges whose combined weight is 0 are left out.
 *
 * Cost: linear in the edges.
 *
 * @param combine symmetric in its arguments.
 */
export function undirected(
  { k, targets, weights }: DirectedLists,
  combine: (a: number, b: number) => number,
): WeightedGraph {
  const n = targets.length / k;
  const forward = transpose({ n, sources: (e) => Math.floor(e / k), targets, weights });
  // A list transposed twice is sorted: `backward` holds the edges by source, targets ascending.
  const backward = transpose({ n, sources: ownersOf(forward), targets: forward.others, weights: forward.weights });
  const starts = new Uint32Array(n + 1);
  const joined = new Uint32Array(2 * targets.length);
  const joinedWeights = new Float64Array(2 * targets.length);
  let count = 0;
  const add = (j: number, weight: number): void => {
    if (weight === 0) return;
    joined[count] = j;
    joinedWeights[count] = weight;
    count++;
  };
  // Merge the targets of i with those that have i as a target; both lists ascend.
  for (let i = 0; i < n; i++) {
    let e = backward.starts[i];
    let f = forward.starts[i];
    const eEnd = backward.starts[i + 1];
    const fEnd = forward.starts[i + 1];
    while (e < eEnd || f < fEnd) {
      const j = e < eEnd ? backward.others[e] : n;
      const l = f < fEnd ? forward.others[f] : n;
      if (j === l) add(j, combine(backward.weights[e++], forward.weights[f++]));
      else if (j < l) add(j, combine(backward.weights[e++], 0));
      else add(l, combine(0, forward.weights[f++]));
    }
    starts[i + 1] = count;
  }
  return { starts, targets: joined.slice(0, count), weights: joinedWeights.slice(0, count) };
}

interface Edges {
  readonly n: number;
  readonly sources: (e: number) => number;
  readonly targets: Uint32Array;
  readonly weights: Float64Array;
}

/** Edges grouped by target, in each group in the order given; `others` are their sources. */
function transpose({ n, sources, targets, weights }: Edges) {
  const starts = new Uint32Array(n + 1);
  for (const j of targets) starts[j + 1]++;
  for (let j = 0; j < n; j++) starts[j + 1] += starts[j];
  const next = starts.slice(0, n);
  const others = new Uint32Array(targets.length);
  const moved = new Float64Array(targets.length);
  for (let e = 0; e < targets.length; e++) {
    const at = next[targets[e]]++;
    others[at] = sources(e);
    moved[at] = weights[e];
  }
  return { starts, others, weights: moved };
}

function ownersOf({ starts, others }: { readonly starts: Uint32Array; readonly others: Uint32Array }) {
  const owners = new Uint32Array(others.length);
  for (let i = 0; i + 1 < starts.length; i++) owners.fill(i, starts[i], starts[i + 1]);
  return (e: number): number => owners[e];
}
