import type { Matrix } from "../../data/matrix.ts";
import { kernelRoom } from "../kernels/kernelRoom.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { RowLeaves } from "./rowLeaves.ts";

/**
 * What the kernels of a search for nearest rows work on. Heads and tails are float32 in a unit in which the longest row is 1.
 */
export interface NearestRoom {
  readonly kernels: Kernels;
  free(): void;
  /** Address of the sizes and of the arrays. */
  readonly plan: number;
  readonly leaves: number;
  /** [leaves + 1] places of the rows of leaf i: starts[i] .. starts[i + 1]. */
  readonly starts: Uint32Array;
  /** [n] row at each place. */
  readonly ids: Uint32Array;
  /** [leaves] other leaves that may be near, in order by bound. */
  readonly keys: Float64Array;
  /** Of each row of the leaf that is searched for: how many neighbours are found, and these in order, nearest first. */
  readonly sizes: Uint32Array;
  readonly found: Uint32Array;
  readonly squares: Float64Array;
  /** Rows whose lower bound is above it are skipped: the k-th best square, and room for rounding. */
  readonly limits: Float32Array;
  /** From distances of rows to those of heads and tails. */
  readonly scale: number;
}

const padded = (length: number, step: number): number => step * Math.ceil(length / step);

/** Memory: the rows twice, and k neighbours of one leaf. */
export function nearestRoom(rows: Matrix, k: number, tree: RowLeaves): NearestRoom {
  const { turned, headWidth } = tree;
  const n = rows.rows;
  const tailWidth = padded(turned.columns - headWidth, 8);
  const leaves = tree.starts.length - 1;
  const boxColumns = padded(leaves, 4);
  const headStarts = new Uint32Array(leaves + 1);
  let largest = 0;
  for (let leaf = 0; leaf < leaves; leaf++) {
    const count = tree.starts[leaf + 1] - tree.starts[leaf];
    largest = Math.max(largest, count);
    headStarts[leaf + 1] = headStarts[leaf] + (headWidth + 1) * padded(count, 8);
  }
  const isSingle = rows.values instanceof Float32Array;
  const { kernels, arrays, free } = kernelRoom({
    plan: ["u32", 19],
    starts: ["u32", leaves + 1],
    ids: ["u32", n],
    values: [isSingle ? "f32" : "f64", n * rows.columns],
    headStarts: ["u32", leaves + 1],
    // Of each leaf: [headWidth + 1, rows], the last coordinate the length of the tail.
    heads: ["f32", headStarts[leaves]],
    // [n, tailWidth]
    tails: ["f32", n * tailWidth],
    // [headWidth + 1, leaves] lowest and highest coordinates
    lows: ["f32", (headWidth + 1) * boxColumns],
    highs: ["f32", (headWidth + 1) * boxColumns],
    sizes: ["u32", largest],
    found: ["u32", largest * k],
    squares: ["f64", largest * k],
    limits: ["f32", padded(largest, 8)],
    keys: ["f64", leaves],
  });
  arrays.starts.set(tree.starts);
  arrays.ids.set(tree.ids);
  arrays.headStarts.set(headStarts);
  for (let at = 0; at < n; at++) {
    const row = tree.ids[at] * rows.columns;
    for (let u = 0; u < rows.columns; u++) arrays.values[at * rows.columns + u] = rows.values[row + u];
  }
  const scale = 1 / (longestRow(turned) || 1);
  headsAndTailsInto(arrays, tree, { scale, tailWidth, boxColumns });
  const places = [arrays.starts, arrays.ids, arrays.values, arrays.headStarts, arrays.heads, arrays.tails];
  const results = [arrays.lows, arrays.highs, arrays.sizes, arrays.found, arrays.squares, arrays.limits];
  arrays.plan.set([leaves, k, rows.columns, Number(isSingle), headWidth, tailWidth, boxColumns]);
  arrays.plan.set(
    [...places, ...results].map(({ byteOffset }) => byteOffset),
    7,
  );
  return { ...arrays, kernels, free, plan: arrays.plan.byteOffset, leaves, scale };
}

interface HeadArrays {
  readonly heads: Float32Array;
  readonly tails: Float32Array;
  readonly headStarts: Uint32Array;
  readonly lows: Float32Array;
  readonly highs: Float32Array;
}

function headsAndTailsInto(
  { heads, tails, headStarts, lows, highs }: HeadArrays,
  { turned: { columns: width, values }, headWidth, ids, starts }: RowLeaves,
  { scale, tailWidth, boxColumns }: { scale: number; tailWidth: number; boxColumns: number },
): void {
  lows.fill(Number.POSITIVE_INFINITY);
  highs.fill(Number.NEGATIVE_INFINITY);
  for (let leaf = 0; leaf + 1 < starts.length; leaf++) {
    const stride = padded(starts[leaf + 1] - starts[leaf], 8);
    for (let at = starts[leaf]; at < starts[leaf + 1]; at++) {
      const first = ids[at] * width;
      let tailSquare = 0;
      for (let t = headWidth; t < width; t++) {
        const x = scale * values[first + t];
        tails[at * tailWidth + t - headWidth] = x;
        tailSquare += x * x;
      }
      for (let t = 0; t <= headWidth; t++) {
        const place = headStarts[leaf] + t * stride + at - starts[leaf];
        heads[place] = t < headWidth ? scale * values[first + t] : Math.sqrt(tailSquare);
        const box = t * boxColumns + leaf;
        lows[box] = Math.min(lows[box], heads[place]);
        highs[box] = Math.max(highs[box], heads[place]);
      }
    }
  }
}

function longestRow({ rows: n, columns: d, values }: Matrix): number {
  let longest = 0;
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let t = 0; t < d; t++) square += values[i * d + t] ** 2;
    longest = Math.max(longest, square);
  }
  return Math.sqrt(longest);
}
