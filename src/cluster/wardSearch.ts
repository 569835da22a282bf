import type { Matrix } from "../data/matrix.ts";
import { kernelRoom } from "../math/kernels/kernelRoom.ts";
import type { Kernels } from "../math/kernels/kernels.ts";
import { blockSize, nearOrder } from "./blocksOfNear.ts";

/**
 * Living clusters of Ward's tree, near ones in one block, so that a search passes over whole blocks. A cluster has the slot
 * of its representative, the last of its points; the dead are squeezed out now and then. What a search reads is in memory of the
 * kernels, where `columns`, `halves` and the bounds are float32.
 */
export interface WardClusters {
  readonly kernels: Kernels;
  free(): void;
  /** Address of the sizes and of the arrays. */
  readonly plan: number;
  /** [1] squared distance of the cluster that was found last. */
  readonly squared: Float64Array;
  /** Slots in use, living or dead. */
  slots: number;
  living: number;
  readonly blocks: number;
  /** Coordinates of a slot, filled up with zeros to a multiple of 4. */
  readonly width: number;
  /** [slots, width], columns of largest variance first, where partial distances grow fastest. */
  readonly centroids: Float64Array;
  /** Points in each cluster; 0 once it was merged away. */
  readonly sizes: Float64Array;
  /** Representative point of each cluster. */
  readonly points: Uint32Array;
  /** [n] slot of each representative; -1 for the points of others. */
  readonly slotOf: Int32Array;
  /** [blocks, width, blockSize] the centroids less `origin`, times `scale`: from -1 to 1. */
  readonly columns: Float32Array;
  /** [width] */
  readonly origin: Float64Array;
  readonly scale: number;
  /** [slots] 1 / (2 x size); minus infinity once it was merged away. */
  readonly halves: Float32Array;
  /** [4, blocks] lowest and highest of the first four of `columns`, and [blocks] the largest of `halves`. */
  readonly lows: Float32Array;
  readonly highs: Float32Array;
  readonly looseness: Float32Array;
}

/** A cluster of each point. Memory: the points once and a half. */
export function wardClusters(points: Matrix): WardClusters {
  const { rows: n } = points;
  const { width, values } = columnsByVariance(points);
  const blocks = 8 * Math.ceil(n / (8 * blockSize));
  const { kernels, arrays, free } = kernelRoom({
    ...{ plan: ["u32", 16], centroids: ["f64", n * width], sizes: ["f64", n], points: ["u32", n] },
    ...{ columns: ["f32", blocks * width * blockSize], halves: ["f32", blocks * blockSize] },
    ...{ lows: ["f32", 4 * blocks], highs: ["f32", 4 * blocks], looseness: ["f32", blocks] },
  });
  arrays.centroids.set(values);
  arrays.sizes.fill(1);
  for (let i = 0; i < n; i++) arrays.points[i] = i;
  // A convex hull of the points holds all centroids.
  const origin = values.slice(0, width);
  let longest = 0;
  for (let at = 0; at < values.length; at++) longest = Math.max(longest, Math.abs(values[at] - origin[at % width]));
  const scale = 1 / (longest || 1);
  const numbers = new Float64Array(arrays.plan.buffer, arrays.plan.byteOffset, 2);
  numbers[0] = scale * scale;
  const order = ["centroids", "sizes", "points", "columns", "halves", "lows", "highs", "looseness"] as const;
  arrays.plan.set([blocks, width, ...order.map((name) => arrays[name].byteOffset)], 4);
  const clusters = {
    ...arrays,
    ...{ kernels, free, plan: arrays.plan.byteOffset, squared: numbers.subarray(1) },
    ...{ slots: n, living: n, blocks, width, origin, scale },
    slotOf: new Int32Array(n).fill(-1),
  };
  squeeze(clusters);
  return clusters;
}

/**
 * The living cluster nearest to x in Ward's distance, 2 a b / (a + b) |centre_a - centre_b|^2 for sizes a and b. Ties go
 * to `previous`, then to the lowest representative. Same as taking the minimum of that formula over all slots: what float32
 * coordinates put clearly beyond the nearest so far is passed over, all else is computed in float64.
 *
 * @param likely a slot that may be near, or -1: what is clearly farther than it is passed over at once.
 */
export function nearestCluster(
  { kernels, plan, squared }: WardClusters,
  x: number,
  previous: number,
  likely: number,
): { slot: number; squared: number } {
  return { slot: kernels.nearestWard(plan, x, previous, likely), squared: squared[0] };
}

/** Joins one cluster to another, whose slot and representative remain. */
export function joinClusters(clusters: WardClusters, gone: number, kept: number): void {
  const { width, centroids, sizes, halves, points, slotOf } = clusters;
  const total = sizes[gone] + sizes[kept];
  for (let u = gone * width, v = kept * width, end = u + width; u < end; u++, v++) {
    centroids[v] = (sizes[gone] * centroids[u] + sizes[kept] * centroids[v]) / total;
  }
  sizes[kept] = total;
  sizes[gone] = 0;
  halves[gone] = Number.NEGATIVE_INFINITY;
  slotOf[points[gone]] = -1;
  clusters.living--;
  describe(clusters, kept);
  boundBlock(clusters, Math.floor(gone / blockSize));
  boundBlock(clusters, Math.floor(kept / blockSize));
}

/** Drop the dead slots and put near clusters side by side: slots change, representatives do not. */
export function squeeze(clusters: WardClusters): void {
  const { width, centroids, sizes, points, slotOf, halves } = clusters;
  const living = new Int32Array(clusters.living);
  const heads = new Float64Array(4 * clusters.slots);
  for (let slot = 0, to = 0; slot < clusters.slots; slot++) {
    if (sizes[slot] === 0) continue;
    living[to++] = slot;
    for (let u = 0; u < 4; u++) heads[4 * slot + u] = centroids[slot * width + u];
  }
  const order = nearOrder(living, heads);
  const count = order.length;
  reorder(centroids, order, width);
  reorder(sizes, order, 1);
  reorder(points, order, 1);
  clusters.slots = count;
  halves.fill(Number.NEGATIVE_INFINITY);
  for (let slot = 0; slot < count; slot++) {
    slotOf[points[slot]] = slot;
    describe(clusters, slot);
  }
  for (let block = 0; block < clusters.blocks; block++) boundBlock(clusters, block);
}

/** Moves rows of some width to the front, in an order. */
function reorder(rows: Float64Array | Uint32Array, order: Int32Array, width: number): void {
  const before = rows.slice();
  for (let to = 0, at = 0; to < order.length; to++) {
    for (let from = order[to] * width, end = from + width; from < end; from++, at++) rows[at] = before[from];
  }
}

/** What a search reads of a living cluster. */
function describe({ width, centroids, sizes, columns, origin, scale, halves }: WardClusters, slot: number): void {
  halves[slot] = 0.5 / sizes[slot];
  const lane = slot % blockSize;
  const first = (slot - lane) * width + lane;
  for (let u = 0; u < width; u++) {
    columns[first + u * blockSize] = scale * (centroids[slot * width + u] - origin[u]);
  }
}

function boundBlock({ blocks, width, columns, halves, lows, highs, looseness }: WardClusters, block: number): void {
  looseness[block] = Number.NEGATIVE_INFINITY;
  const first = block * blockSize;
  for (let u = 0; u < 4; u++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let lane = 0; lane < blockSize; lane++) {
      if (halves[first + lane] < 0) continue;
      const value = columns[first * width + u * blockSize + lane];
      if (value < low) low = value;
      if (value > high) high = value;
      if (halves[first + lane] > looseness[block]) looseness[block] = halves[first + lane];
    }
    lows[u * blocks + block] = low;
    highs[u * blocks + block] = high;
  }
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
