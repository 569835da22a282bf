import type { Matrix } from "../../data/matrix.ts";
import { symmetricEigen } from "../linearAlgebra/eigen.ts";
import { multiply, multiplyLeftTransposed } from "../linearAlgebra/multiply.ts";

/**
 * Rows in an order in which close rows stand together, cut into leaves of a k-d tree, and turned so that their leading
 * directions come first: the `heads`, then the `tails`. A row's place in that order is `at` below.
 */
export interface RowLeaves {
  readonly count: number;
  /** [count + 1] places of the rows of leaf i: starts[i] .. starts[i + 1]. */
  readonly starts: Uint32Array;
  /** Rows of the largest leaf. */
  readonly largest: number;
  /** [n] row at each place. */
  readonly ids: Uint32Array;
  /** [n, columns] the rows themselves. */
  readonly values: Float64Array;
  readonly columns: number;
  /** [n, headWidth] coordinates along the directions of most variance. */
  readonly heads: Float64Array;
  readonly headWidth: number;
  /** [n] squared length of each head. */
  readonly headSquares: Float64Array;
  /** [n, tailWidth] the other coordinates; zeros fill the width to a multiple of 4. */
  readonly tails: Float64Array;
  readonly tailWidth: number;
  /** [n] length of each tail. */
  readonly tailLengths: Float64Array;
  /** [count, 2, headWidth] lowest and highest head coordinates of each leaf. */
  readonly boxes: Float64Array;
  /** [count, 2] shortest and longest tail of each leaf. */
  readonly tailRanges: Float64Array;
  /** What rounding may add to a squared distance of heads. */
  readonly slack: number;
}

/** Rows of a leaf at most: two such blocks of heads fit the first-level cache. */
const leafSize = 64;
/** Directions of a head: measured best between 8 and 32 for components of single cells. */
const headDirections = 12;
/** Rows that determine the leading directions. */
const sampleSize = 4096;
/** Columns that are turned; what lies in others counts in exact distances only. */
const turnedColumns = 512;

/**
 * Build the leaves. Cost: n d^2 for the turn, n log n for the order.
 *
 * @param rows [n, d], finite, n >= 1
 */
export function buildRowLeaves(rows: Matrix): RowLeaves {
  const n = rows.rows;
  const turned = turn(rows);
  const { columns: width, values: all } = turned;
  const headWidth = Math.min(width, headDirections);
  const tailWidth = 4 * Math.ceil((width - headWidth) / 4);

  const { ids, starts } = order(turned, headWidth);
  const heads = new Float64Array(n * headWidth);
  const headSquares = new Float64Array(n);
  const tails = new Float64Array(n * tailWidth);
  const tailLengths = new Float64Array(n);
  const values = new Float64Array(n * rows.columns);
  let longest = 0;
  for (let at = 0; at < n; at++) {
    const first = ids[at] * width;
    let headSquare = 0;
    for (let t = 0; t < headWidth; t++) {
      const x = all[first + t];
      heads[at * headWidth + t] = x;
      headSquare += x * x;
    }
    let tailSquare = 0;
    for (let t = headWidth; t < width; t++) {
      const x = all[first + t];
      tails[at * tailWidth + t - headWidth] = x;
      tailSquare += x * x;
    }
    headSquares[at] = headSquare;
    tailLengths[at] = Math.sqrt(tailSquare);
    if (headSquare + tailSquare > longest) longest = headSquare + tailSquare;
    for (let u = 0; u < rows.columns; u++) values[at * rows.columns + u] = rows.values[ids[at] * rows.columns + u];
  }
  const count = starts.length - 1;
  const boxes = new Float64Array(count * 2 * headWidth);
  const tailRanges = new Float64Array(count * 2);
  let largest = 0;
  for (let leaf = 0; leaf < count; leaf++) {
    largest = Math.max(largest, starts[leaf + 1] - starts[leaf]);
    const low = leaf * 2 * headWidth;
    boxes.fill(Number.POSITIVE_INFINITY, low, low + headWidth);
    boxes.fill(Number.NEGATIVE_INFINITY, low + headWidth, low + 2 * headWidth);
    tailRanges[2 * leaf] = Number.POSITIVE_INFINITY;
    for (let at = starts[leaf]; at < starts[leaf + 1]; at++) {
      for (let t = 0; t < headWidth; t++) {
        const x = heads[at * headWidth + t];
        if (x < boxes[low + t]) boxes[low + t] = x;
        if (x > boxes[low + headWidth + t]) boxes[low + headWidth + t] = x;
      }
      tailRanges[2 * leaf] = Math.min(tailRanges[2 * leaf], tailLengths[at]);
      tailRanges[2 * leaf + 1] = Math.max(tailRanges[2 * leaf + 1], tailLengths[at]);
    }
  }
  return {
    ...{ count, starts, largest, ids, values, columns: rows.columns },
    ...{ heads, headWidth, headSquares, tails, tailWidth, tailLengths, boxes, tailRanges },
    slack: 1e-11 * longest,
  };
}

/**
 * The rows as offsets from their mean along orthonormal directions, most variance first. Any orthonormal directions
 * keep the bounds true, so a sample of the rows may choose them.
 */
function turn({ rows: n, columns: d, values }: Matrix): Matrix & { readonly values: Float64Array } {
  const mean = new Float64Array(d);
  const squares = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) mean[u] += values[i * d + u];
  for (let u = 0; u < d; u++) mean[u] /= n;
  for (let i = 0; i < n; i++) for (let u = 0; u < d; u++) squares[u] += (values[i * d + u] - mean[u]) ** 2;
  const chosen = Array.from(squares.keys()).sort((u, v) => squares[v] - squares[u] || u - v);
  const width = Math.min(d, turnedColumns);
  const offsets = (count: number, step: number) => {
    const part = new Float64Array(count * width);
    for (let i = 0; i < count; i++) {
      const first = Math.floor(i * step) * d;
      for (let t = 0; t < width; t++) part[i * width + t] = values[first + chosen[t]] - mean[chosen[t]];
    }
    return { rows: count, columns: width, values: part };
  };
  const count = Math.min(n, sampleSize);
  const sample = offsets(count, n / count);
  const gram = multiplyLeftTransposed(sample, sample);
  // The same directions with every variance raised by the whole: rounding cannot keep directions of none from settling.
  let whole = 0;
  for (let t = 0; t < width; t++) whole += gram.values[t * width + t];
  for (let t = 0; t < width; t++) gram.values[t * width + t] += whole;
  const { vectors } = symmetricEigen(gram);
  const directions = new Float64Array(width * width);
  for (let t = 0; t < width; t++) {
    for (let u = 0; u < width; u++) directions[u * width + t] = vectors.values[t * width + u];
  }
  return multiply(offsets(n, 1), { rows: width, columns: width, values: directions });
}

/** Halve the rows at the median of the head coordinate that varies most, until they fit a leaf. */
function order({ rows: n, columns: width, values }: Matrix, headWidth: number) {
  const ids = Uint32Array.from({ length: n }, (_, i) => i);
  const starts: number[] = [];
  const halve = (first: number, end: number): void => {
    if (end - first <= leafSize) {
      starts.push(first);
      return;
    }
    let axis = 0;
    let most = -1;
    for (let t = 0; t < headWidth; t++) {
      let sum = 0;
      let squares = 0;
      for (let at = first; at < end; at++) {
        const x = values[ids[at] * width + t];
        sum += x;
        squares += x * x;
      }
      const variance = squares - (sum * sum) / (end - first);
      if (variance > most) {
        most = variance;
        axis = t;
      }
    }
    ids.subarray(first, end).sort((i, j) => values[i * width + axis] - values[j * width + axis] || i - j);
    const middle = (first + end) >> 1;
    halve(first, middle);
    halve(middle, end);
  };
  halve(0, n);
  starts.push(n);
  return { ids, starts: Uint32Array.from(starts) };
}
