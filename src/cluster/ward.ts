import { CellScapeError } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";

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

/** Living clusters in ascending order of their representative point; the dead are squeezed out now and then. */
interface Clusters {
  /** Slots in use, living or dead. */
  slots: number;
  readonly centroids: Float64Array;
  /** Points in each cluster; 0 once it was merged away. */
  readonly sizes: Float64Array;
  /** Representative point of each cluster. */
  readonly points: Int32Array;
}

function chainMerges(points: Matrix): Merges {
  const { rows: n, columns: d } = points;
  const living: Clusters = {
    slots: n,
    centroids: columnsByVariance(points),
    sizes: new Float64Array(n).fill(1),
    points: Int32Array.from({ length: n }, (_, i) => i),
  };
  const { centroids, sizes } = living;
  const merges = { a: new Int32Array(n - 1), b: new Int32Array(n - 1), heights: new Float64Array(n - 1) };
  const chain = new Int32Array(n);
  let length = 0;
  let alive = n;
  let first = 0;
  for (let m = 0; m < n - 1; m++) {
    if (alive < 0.75 * living.slots) {
      squeeze(living, d, chain.subarray(0, length));
      first = 0;
    }
    if (length === 0) {
      while (sizes[first] === 0) first++;
      chain[length++] = first;
    }
    let squared = 0;
    for (;;) {
      const x = chain[length - 1];
      const found = nearestCluster(living, d, x, length > 1 ? chain[length - 2] : -1);
      squared = found.squared;
      if (length > 1 && found.slot === chain[length - 2]) break;
      chain[length++] = found.slot;
    }
    // As in scipy, the merged cluster lives on in the later of the two slots.
    const x = Math.min(chain[length - 1], chain[length - 2]);
    const y = Math.max(chain[length - 1], chain[length - 2]);
    length -= 2;
    merges.a[m] = living.points[x];
    merges.b[m] = living.points[y];
    merges.heights[m] = Math.sqrt(squared);
    const total = sizes[x] + sizes[y];
    for (let u = 0; u < d; u++) {
      centroids[y * d + u] = (sizes[x] * centroids[x * d + u] + sizes[y] * centroids[y * d + u]) / total;
    }
    sizes[y] = total;
    sizes[x] = 0;
    alive--;
  }
  return merges;
}

/**
 * The living cluster nearest to x in Ward's distance, 2 a b / (a + b) |centre_a - centre_b|^2 for sizes a and b. Ties go
 * to `previous`, then to the lowest slot. Same as taking the minimum of that formula over all slots.
 */
function nearestCluster(living: Clusters, d: number, x: number, previous: number): { slot: number; squared: number } {
  const { slots, centroids, sizes } = living;
  const size = sizes[x];
  const own = x * d;
  let slot = previous;
  let best = Number.POSITIVE_INFINITY;
  if (previous >= 0) best = wardSquared(living, d, x, previous);
  const head = Math.min(d, 4);
  for (let y = 0; y < slots; y++) {
    const other = sizes[y];
    if (other === 0 || y === x) continue;
    // The squared distance is scale / (size + other) x sum; both sides are kept free of divisions.
    const scale = 2 * size * other;
    const limit = best * (size + other);
    let sum = 0;
    let a = own;
    let b = y * d;
    for (const end = b + head; b < end; a++, b++) {
      const difference = centroids[a] - centroids[b];
      sum += difference * difference;
    }
    for (const end = y * d + d; b < end && scale * sum < limit; a++, b++) {
      const difference = centroids[a] - centroids[b];
      sum += difference * difference;
    }
    if (scale * sum < limit) {
      best = (scale * sum) / (size + other);
      slot = y;
    }
  }
  return { slot, squared: best };
}

function wardSquared({ centroids, sizes }: Clusters, d: number, x: number, y: number): number {
  let sum = 0;
  for (let u = 0; u < d; u++) {
    const difference = centroids[x * d + u] - centroids[y * d + u];
    sum += difference * difference;
  }
  return (2 * sizes[x] * sizes[y] * sum) / (sizes[x] + sizes[y]);
}

/** A float64 copy with the columns of largest variance first, where partial distances grow fastest. */
function columnsByVariance({ rows: n, columns: d, values }: Matrix): Float64Array {
  const sum = new Float64Array(d);
  const squares = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < d; u++) {
      const shifted = values[i * d + u] - values[u];
      sum[u] += shifted;
      squares[u] += shifted * shifted;
    }
  }
  const variance = squares.map((square, u) => square - (sum[u] * sum[u]) / n);
  const order = Array.from({ length: d }, (_, u) => u).sort((u, v) => variance[v] - variance[u] || u - v);
  const copy = new Float64Array(n * d);
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) copy[i * d + u] = values[i * d + order[u]];
  return copy;
}

/** Drop the dead slots, keeping the order, and renumber the chain. */
function squeeze(living: Clusters, d: number, chain: Int32Array): void {
  const { centroids, sizes, points } = living;
  const moved = new Int32Array(living.slots);
  let to = 0;
  for (let from = 0; from < living.slots; from++) {
    if (sizes[from] === 0) continue;
    moved[from] = to;
    sizes[to] = sizes[from];
    points[to] = points[from];
    centroids.copyWithin(to * d, from * d, (from + 1) * d);
    to++;
  }
  living.slots = to;
  for (let k = 0; k < chain.length; k++) chain[k] = moved[chain[k]];
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
