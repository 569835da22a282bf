import { CellScapeError } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";
import { joinClusters, nearestCluster, squeeze, wardClusters } from "./wardSearch.ts";

/** Merges of points into one cluster: merge m joins nodes `left[m] < right[m]`; nodes below `leaves` are points, leaves + m is merge m. */
export interface BinaryTree {
  readonly leaves: number;
  /** [leaves - 1] one part of each merge: a leaf, or leaves + m for merge m. */
  readonly left: Int32Array;
  /** [leaves - 1] the other part of each merge. */
  readonly right: Int32Array;
}

/** A binary tree with heights. */
export interface MergeTree extends BinaryTree {
  /** [leaves - 1] Ward distance at which each merge happened, in the unit of the points, ascending. */
  readonly heights: Float64Array;
  /** [leaves - 1] number of points below each merge. */
  readonly sizes: Int32Array;
}

/**
 * Ward's minimum-variance tree, equal to scipy's `linkage(points, "ward")`. The nearest-neighbour chain runs on
 * centroids, so no n x n matrix exists. About 3 n searches over the living clusters; a search abandons a candidate at
 * the first coordinates that put it beyond the best, so it costs a few operations a candidate instead of d.
 *
 * @param points [n, d], n >= 1. Not modified.
 * @throws bad-data when there are no points.
 * @see Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms", NN-chain.
 */
export function wardTree(points: Matrix): MergeTree {
  if (points.rows === 0) throw new CellScapeError("bad-data", "ward: expected at least one cell, got none");
  return sortedTree(points.rows, chainMerges(points));
}

/**
 * The partition into exactly `clusters` groups that undoes the last clusters - 1 merges.
 *
 * @returns [n] labels 0 .. clusters - 1, numbered by first appearance.
 * @throws bad-option unless 1 <= clusters <= leaves.
 */
export function cutTree(tree: BinaryTree, clusters: number): Int32Array {
  const { leaves: n, left, right } = tree;
  if (!Number.isInteger(clusters) || clusters < 1 || clusters > n) {
    throw new CellScapeError("bad-option", `cutTree: expected 1 to ${n} clusters, got ${clusters}`);
  }
  const kept = n - clusters;
  const root = new Int32Array(n + kept).fill(-1);
  // Parents come after children, so walking down from the last kept merge hands each node its topmost ancestor.
  for (let m = kept - 1; m >= 0; m--) {
    const top = root[n + m] < 0 ? n + m : root[n + m];
    root[left[m]] = top;
    root[right[m]] = top;
  }
  const number = new Map<number, number>();
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const top = root[i] < 0 ? i : root[i];
    let label = number.get(top);
    if (label === undefined) {
      label = number.size;
      number.set(top, label);
    }
    labels[i] = label;
  }
  return labels;
}

/** Merges in the order in which the chain found them: a representative point of each side, and the distance. */
interface Merges {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly heights: Float64Array;
}

/** Share of the slots that are living at which the dead are squeezed out. */
const squeezedBelow = 0.75;

function chainMerges(points: Matrix): Merges {
  const { rows: n } = points;
  const clusters = wardClusters(points);
  const merges = { a: new Int32Array(n - 1), b: new Int32Array(n - 1), heights: new Float64Array(n - 1) };
  // By representative, as slots move: the chain, the first cluster that may be living, and the newest one.
  const chain = new Int32Array(n);
  let length = 0;
  let first = 0;
  let merged = -1;
  const { points: representatives, slotOf } = clusters;
  const slotAt = (place: number) => (place < 0 ? -1 : slotOf[chain[place]]);
  for (let m = 0; m < n - 1; m++) {
    if (clusters.living < squeezedBelow * clusters.slots) squeeze(clusters);
    if (length === 0) {
      while (slotOf[first] < 0) first++;
      chain[length++] = first;
    }
    let squared = 0;
    for (;;) {
      const [x, before] = [slotAt(length - 1), slotAt(length - 2)];
      const likely = merged < 0 || slotOf[merged] === x ? -1 : slotOf[merged];
      const found = nearestCluster(clusters, x, before, likely);
      squared = found.squared;
      if (length > 1 && found.slot === before) break;
      chain[length++] = representatives[found.slot];
    }
    // As in scipy, the merged cluster lives on as the later of the two.
    const a = Math.min(chain[length - 1], chain[length - 2]);
    const b = Math.max(chain[length - 1], chain[length - 2]);
    length -= 2;
    merges.a[m] = a;
    merges.b[m] = b;
    merges.heights[m] = Math.sqrt(squared);
    joinClusters(clusters, slotOf[a], slotOf[b]);
    merged = b;
  }
  clusters.free();
  return merges;
}

/** Sort merges by height (stable) and name the nodes as scipy does, following each point to its current cluster. */
function sortedTree(n: number, { a, b, heights }: Merges): MergeTree {
  const order = Array.from(heights.keys()).sort((x, y) => heights[x] - heights[y] || x - y);
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, node) => node);
  const size = new Int32Array(2 * n - 1).fill(1);
  const find = (node: number): number => {
    let top = node;
    while (parent[top] !== top) top = parent[top];
    for (let step = node; step !== top; ) {
      const next = parent[step];
      parent[step] = top;
      step = next;
    }
    return top;
  };
  const tree = {
    leaves: n,
    left: new Int32Array(n - 1),
    right: new Int32Array(n - 1),
    heights: new Float64Array(n - 1),
    sizes: new Int32Array(n - 1),
  };
  order.forEach((merge, m) => {
    const x = find(a[merge]);
    const y = find(b[merge]);
    tree.left[m] = Math.min(x, y);
    tree.right[m] = Math.max(x, y);
    tree.heights[m] = heights[merge];
    size[n + m] = size[x] + size[y];
    tree.sizes[m] = size[n + m];
    parent[x] = n + m;
    parent[y] = n + m;
  });
  return tree;
}
