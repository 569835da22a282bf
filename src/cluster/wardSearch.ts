import type { Matrix } from "../data/matrix.ts";
import { blockSize, nearOrder } from "./blocksOfNear.ts";

/**
 * Living clusters of Ward's tree, near ones in one block, so that a search passes over whole blocks. A cluster has the slot
 * of its representative, the last of its points; the dead are squeezed out now and then.
 */
export interface WardClusters {
  /** Slots in use, living or dead. */
  slots: number;
  living: number;
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
  /** [n] slot of each representative; -1 for the points of others. */
  readonly slotOf: Int32Array;
  /** Of runs of `blockSize` and of `groupSize` slots. */
  readonly ofBlocks: Bounds;
  readonly ofGroups: Bounds;
}

/** What bounds the distances to the living clusters of runs of slots from below. */
interface Bounds {
  /** [runs, 8] lowest and highest of the four coordinates. */
  readonly boxes: Float64Array;
  /** [runs] largest of `halfInverse`. */
  readonly looseness: Float64Array;
}

/** Slots whose blocks are passed over at once. */
const groupSize = 8 * blockSize;

function boundsOf(runs: number): Bounds {
  return { boxes: new Float64Array(8 * runs), looseness: new Float64Array(runs) };
}

/** A cluster of each point. */
export function wardClusters(points: Matrix): WardClusters {
  const { rows: n } = points;
  const { width, values } = columnsByVariance(points);
  const clusters = {
    ...{ slots: n, living: n, width, centroids: values },
    heads: Float64Array.from({ length: 4 * n }, (_, at) => values[(at >> 2) * width + (at & 3)]),
    sizes: new Float64Array(n).fill(1),
    halfInverse: new Float64Array(n).fill(0.5),
    points: Int32Array.from({ length: n }, (_, i) => i),
    slotOf: Int32Array.from({ length: n }, (_, i) => i),
    ...{ ofBlocks: boundsOf(Math.ceil(n / blockSize)), ofGroups: boundsOf(Math.ceil(n / groupSize)) },
  };
  squeeze(clusters);
  return clusters;
}

/** How much farther a cluster may be than one that is likely, far above the rounding of a distance: relative, and of 0. */
const [slack, slackOfZero] = [1e-9, 1e-300];

/**
 * The living cluster nearest to x in Ward's distance, 2 a b / (a + b) |centre_a - centre_b|^2 for sizes a and b. Ties go
 * to `previous`, then to the lowest representative. Same as taking the minimum of that formula over all slots.
 *
 * @param likely a slot that may be near, or -1: what is clearly farther than it is abandoned at once.
 */
export function nearestCluster(
  clusters: WardClusters,
  x: number,
  previous: number,
  likely: number,
): { slot: number; squared: number } {
  const { slots, width, centroids, heads, sizes, halfInverse, points, ofBlocks, ofGroups } = clusters;
  const size = sizes[x];
  const own = x * width;
  const x0 = centroids[own];
  const x1 = centroids[own + 1];
  const x2 = centroids[own + 2];
  const x3 = centroids[own + 3];
  let slot = previous;
  let best = previous >= 0 ? wardSquared(clusters, x, previous) : Number.POSITIVE_INFINITY;
  // The squared distance is sum / (1 / 2a + 1 / 2b): candidates whose first coordinates put them clearly beyond are passed over.
  let bound = likely >= 0 ? Math.min(best, wardSquared(clusters, x, likely)) : best;
  bound = bound * (1 + slack) + slackOfZero;
  const ownHalf = halfInverse[x];
  halfInverse[x] = Number.NEGATIVE_INFINITY;
  const groups = Math.ceil(slots / groupSize);
  // From the own group outwards: what is near bounds the search.
  const first = Math.floor(x / groupSize);
  const steps = 2 * Math.max(first, groups - 1 - first);
  for (let step = 0; step <= steps; step++) {
    const group = step & 1 ? first + ((step + 1) >> 1) : first - (step >> 1);
    if (group < 0 || group >= groups || isBeyond(ofGroups, group, x0, x1, x2, x3, ownHalf, bound)) continue;
    const end = Math.min(slots, (group + 1) * groupSize);
    for (let y = group * groupSize; y < end; y++) {
      if (y % blockSize === 0 && isBeyond(ofBlocks, y / blockSize, x0, x1, x2, x3, ownHalf, bound)) {
        y += blockSize - 1;
        continue;
      }
      const at = 4 * y;
      const d0 = x0 - heads[at];
      const d1 = x1 - heads[at + 1];
      const d2 = x2 - heads[at + 2];
      const d3 = x3 - heads[at + 3];
      const start = d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
      if (!(start < bound * (ownHalf + halfInverse[y]))) continue;
      const other = sizes[y];
      const scale = 2 * size * other;
      const most = bound * (size + other);
      let sum = start;
      let b = y * width + 4;
      const stop = b + width - 4;
      for (let a = own + 4; b < stop && scale * sum < most; a += 4, b += 4) {
        const e0 = centroids[a] - centroids[b];
        const e1 = centroids[a + 1] - centroids[b + 1];
        const e2 = centroids[a + 2] - centroids[b + 2];
        const e3 = centroids[a + 3] - centroids[b + 3];
        sum = sum + e0 * e0 + e1 * e1 + e2 * e2 + e3 * e3;
      }
      if (b < stop) continue;
      const squared = (scale * sum) / (size + other);
      if (squared > best || (squared === best && (slot === previous || points[slot] < points[y]))) continue;
      best = squared;
      bound = Math.min(bound, best * (1 + slack) + slackOfZero);
      slot = y;
    }
  }
  halfInverse[x] = ownHalf;
  return { slot, squared: best };
}

/** Whether all clusters of a run are farther from a point than the bound; the first coordinates tell it of most. */
function isBeyond(
  { boxes, looseness }: Bounds,
  run: number,
  x0: number,
  x1: number,
  x2: number,
  x3: number,
  ownHalf: number,
  bound: number,
): boolean {
  const limit = bound * (ownHalf + looseness[run]);
  const at = 8 * run;
  const g0 = x0 < boxes[at] ? boxes[at] - x0 : x0 > boxes[at + 4] ? x0 - boxes[at + 4] : 0;
  const start = g0 * g0;
  if (!(start < limit)) return true;
  const g1 = x1 < boxes[at + 1] ? boxes[at + 1] - x1 : x1 > boxes[at + 5] ? x1 - boxes[at + 5] : 0;
  const g2 = x2 < boxes[at + 2] ? boxes[at + 2] - x2 : x2 > boxes[at + 6] ? x2 - boxes[at + 6] : 0;
  const g3 = x3 < boxes[at + 3] ? boxes[at + 3] - x3 : x3 > boxes[at + 7] ? x3 - boxes[at + 7] : 0;
  return !(start + g1 * g1 + g2 * g2 + g3 * g3 < limit);
}

function wardSquared({ width, centroids, sizes }: WardClusters, x: number, y: number): number {
  let sum = 0;
  for (let u = 0; u < width; u++) {
    const difference = centroids[x * width + u] - centroids[y * width + u];
    sum += difference * difference;
  }
  return (2 * sizes[x] * sizes[y] * sum) / (sizes[x] + sizes[y]);
}

/** Joins one cluster to another, whose slot and representative remain. */
export function joinClusters(clusters: WardClusters, gone: number, kept: number): void {
  const { width, centroids, heads, sizes, halfInverse, points, slotOf } = clusters;
  const total = sizes[gone] + sizes[kept];
  for (let u = gone * width, v = kept * width, end = u + width; u < end; u++, v++) {
    centroids[v] = (sizes[gone] * centroids[u] + sizes[kept] * centroids[v]) / total;
  }
  for (let u = 0; u < 4; u++) heads[4 * kept + u] = centroids[kept * width + u];
  sizes[kept] = total;
  sizes[gone] = 0;
  halfInverse[kept] = 0.5 / total;
  halfInverse[gone] = Number.NEGATIVE_INFINITY;
  slotOf[points[gone]] = -1;
  clusters.living--;
  for (const slot of [gone, kept]) {
    boundBlock(clusters, Math.floor(slot / blockSize));
    boundGroup(clusters, Math.floor(slot / groupSize));
  }
}

/** Drop the dead slots and put near clusters side by side: slots change, representatives do not. */
export function squeeze(clusters: WardClusters): void {
  const { width, centroids, heads, sizes, halfInverse, points, slotOf } = clusters;
  const living = new Int32Array(clusters.living);
  for (let slot = 0, to = 0; slot < clusters.slots; slot++) if (sizes[slot] > 0) living[to++] = slot;
  const order = nearOrder(living, heads);
  const count = order.length;
  reorder(centroids, order, width);
  reorder(heads, order, 4);
  reorder(sizes, order, 1);
  reorder(halfInverse, order, 1);
  reorder(points, order, 1);
  for (let slot = 0; slot < count; slot++) slotOf[points[slot]] = slot;
  clusters.slots = count;
  for (let block = 0; block * blockSize < count; block++) boundBlock(clusters, block);
  for (let group = 0; group * groupSize < count; group++) boundGroup(clusters, group);
}

/** Moves rows of some width to the front, in an order. */
function reorder(rows: Float64Array | Int32Array, order: Int32Array, width: number): void {
  const before = rows.slice();
  for (let to = 0, at = 0; to < order.length; to++) {
    for (let from = order[to] * width, end = from + width; from < end; from++, at++) rows[at] = before[from];
  }
}

function boundBlock({ slots, heads, sizes, halfInverse, ofBlocks }: WardClusters, block: number): void {
  const { boxes, looseness } = ofBlocks;
  clear(ofBlocks, block);
  const at = 8 * block;
  const end = Math.min(slots, (block + 1) * blockSize);
  for (let slot = block * blockSize; slot < end; slot++) {
    if (sizes[slot] === 0) continue;
    if (halfInverse[slot] > looseness[block]) looseness[block] = halfInverse[slot];
    for (let u = 0; u < 4; u++) {
      const value = heads[4 * slot + u];
      if (value < boxes[at + u]) boxes[at + u] = value;
      if (value > boxes[at + 4 + u]) boxes[at + 4 + u] = value;
    }
  }
}

function boundGroup({ slots, ofBlocks, ofGroups }: WardClusters, group: number): void {
  const { boxes, looseness } = ofGroups;
  clear(ofGroups, group);
  const at = 8 * group;
  const end = Math.min(Math.ceil(slots / blockSize), (group + 1) * (groupSize / blockSize));
  for (let block = group * (groupSize / blockSize); block < end; block++) {
    if (ofBlocks.looseness[block] > looseness[group]) looseness[group] = ofBlocks.looseness[block];
    for (let u = 0; u < 4; u++) {
      boxes[at + u] = Math.min(boxes[at + u], ofBlocks.boxes[8 * block + u]);
      boxes[at + 4 + u] = Math.max(boxes[at + 4 + u], ofBlocks.boxes[8 * block + 4 + u]);
    }
  }
}

function clear({ boxes, looseness }: Bounds, run: number): void {
  boxes.fill(Number.POSITIVE_INFINITY, 8 * run, 8 * run + 4);
  boxes.fill(Number.NEGATIVE_INFINITY, 8 * run + 4, 8 * run + 8);
  looseness[run] = Number.NEGATIVE_INFINITY;
}

/** A float64 copy with the columns of largest variance first, and zeros at the end of rows. */
function columnsByVariance({ rows: n, columns: d, values }: Matrix): { width: number; values: Float64Array } {
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
  const ordered = new Float64Array(n * width);
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) ordered[i * width + u] = values[i * d + order[u]];
  return { width, values: ordered };
}
