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
  /** Coordinates of a slot, filled up with zeros to a multiple of 4. */
  readonly width: number;
  /** [slots, width], columns of largest variance first, where partial distances grow fastest. */
  readonly centroids: Float64Array;
  /** [slots, 4] the first four coordinates again, which decide about most candidates. */
  readonly heads: Float64Array;
  /** Points in each cluster; 0 once it was merged away. */
  readonly sizes: Float64Array;
  /** 1 / (2 x size); minus infinity once it was merged away. */
  readonly halfInverse: Float64Array;
  /** Representative point of each cluster. */
  readonly points: Int32Array;
}

function chainMerges(points: Matrix): Merges {
  const { rows: n } = points;
  const living: Clusters = {
    slots: n,
    ...columnsByVariance(points),
    sizes: new Float64Array(n).fill(1),
    halfInverse: new Float64Array(n).fill(0.5),
    points: Int32Array.from({ length: n }, (_, i) => i),
  };
  const { width, centroids, sizes } = living;
  const merges = { a: new Int32Array(n - 1), b: new Int32Array(n - 1), heights: new Float64Array(n - 1) };
  const chain = new Int32Array(n);
  let length = 0;
  let alive = n;
  let first = 0;
  let merged = -1;
  for (let m = 0; m < n - 1; m++) {
    if (alive < 0.75 * living.slots) {
      squeeze(living, chain.subarray(0, length));
      first = 0;
      merged = -1;
    }
    if (length === 0) {
      while (sizes[first] === 0) first++;
      chain[length++] = first;
    }
    let squared = 0;
    for (;;) {
      const x = chain[length - 1];
      const found = nearestCluster(living, x, length > 1 ? chain[length - 2] : -1, x === merged ? -1 : merged);
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
    for (let u = x * width, v = y * width, end = u + width; u < end; u++, v++) {
      centroids[v] = (sizes[x] * centroids[u] + sizes[y] * centroids[v]) / total;
    }
    for (let u = 0; u < 4; u++) living.heads[4 * y + u] = centroids[y * width + u];
    sizes[y] = total;
    sizes[x] = 0;
    living.halfInverse[y] = 0.5 / total;
    living.halfInverse[x] = Number.NEGATIVE_INFINITY;
    alive--;
    merged = y;
  }
  return merges;
}

/** How much farther a cluster may be than one that is likely, far above the rounding of a distance: relative, and of 0. */
const [slack, slackOfZero] = [1e-9, 1e-300];

/**
 * The living cluster nearest to x in Ward's distance, 2 a b / (a + b) |centre_a - centre_b|^2 for sizes a and b. Ties go
 * to `previous`, then to the lowest slot. Same as taking the minimum of that formula over all slots.
 *
 * @param likely a slot that may be near, or -1: what is clearly farther than it is abandoned at once.
 */
function nearestCluster(
  living: Clusters,
  x: number,
  previous: number,
  likely: number,
): { slot: number; squared: number } {
  const { slots, width, centroids, heads, sizes, halfInverse } = living;
  const size = sizes[x];
  const own = x * width;
  const x0 = centroids[own];
  const x1 = centroids[own + 1];
  const x2 = centroids[own + 2];
  const x3 = centroids[own + 3];
  let slot = previous;
  let best = previous >= 0 ? wardSquared(living, x, previous) : Number.POSITIVE_INFINITY;
  // The squared distance is sum / (1 / 2a + 1 / 2b): candidates whose first coordinates put them clearly beyond are passed over.
  let bound = likely >= 0 ? Math.min(best, wardSquared(living, x, likely)) : best;
  bound = bound * (1 + slack) + slackOfZero;
  const ownHalf = halfInverse[x];
  halfInverse[x] = Number.NEGATIVE_INFINITY;
  for (let y = 0; y < slots; y++) {
    const at = 4 * y;
    const d0 = x0 - heads[at];
    const d1 = x1 - heads[at + 1];
    const d2 = x2 - heads[at + 2];
    const d3 = x3 - heads[at + 3];
    const start = d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    if (!(start < bound * (ownHalf + halfInverse[y]))) continue;
    const other = sizes[y];
    const scale = 2 * size * other;
    const limit = bound * (size + other);
    let sum = start;
    let b = y * width + 4;
    const end = b + width - 4;
    for (let a = own + 4; b < end && scale * sum < limit; a += 4, b += 4) {
      const e0 = centroids[a] - centroids[b];
      const e1 = centroids[a + 1] - centroids[b + 1];
      const e2 = centroids[a + 2] - centroids[b + 2];
      const e3 = centroids[a + 3] - centroids[b + 3];
      sum = sum + e0 * e0 + e1 * e1 + e2 * e2 + e3 * e3;
    }
    if (b < end || scale * sum >= best * (size + other)) continue;
    best = (scale * sum) / (size + other);
    bound = Math.min(bound, best * (1 + slack) + slackOfZero);
    slot = y;
  }
  halfInverse[x] = ownHalf;
  return { slot, squared: best };
}

function wardSquared({ width, centroids, sizes }: Clusters, x: number, y: number): number {
  let sum = 0;
  for (let u = 0; u < width; u++) {
    const difference = centroids[x * width + u] - centroids[y * width + u];
    sum += difference * difference;
  }
  return (2 * sizes[x] * sizes[y] * sum) / (sizes[x] + sizes[y]);
}

/** A float64 copy with the columns of largest variance first, and zeros at the end of rows. */
function columnsByVariance({ rows: n, columns: d, values }: Matrix): Pick<Clusters, "width" | "centroids" | "heads"> {
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
  const width = 4 * Math.max(1, Math.ceil(d / 4));
  const centroids = new Float64Array(n * width);
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) centroids[i * width + u] = values[i * d + order[u]];
  const heads = Float64Array.from({ length: 4 * n }, (_, at) => centroids[(at >> 2) * width + (at & 3)]);
  return { width, centroids, heads };
}

/** Drop the dead slots, keeping the order, and renumber the chain. */
function squeeze(living: Clusters, chain: Int32Array): void {
  const { width, centroids, heads, sizes, halfInverse, points } = living;
  const moved = new Int32Array(living.slots);
  let to = 0;
  for (let from = 0; from < living.slots; from++) {
    if (sizes[from] === 0) continue;
    moved[from] = to;
    sizes[to] = sizes[from];
    halfInverse[to] = halfInverse[from];
    points[to] = points[from];
    heads.copyWithin(to * 4, from * 4, (from + 1) * 4);
    centroids.copyWithin(to * width, from * width, (from + 1) * width);
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
