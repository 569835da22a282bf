import type { Matrix } from "../../data/matrix.ts";
import { symmetricEigen } from "../linearAlgebra/eigen.ts";
import { multiply, multiplyLeftTransposed } from "../linearAlgebra/multiply.ts";

/** Rows turned so that their leading directions come first, in an order in which close rows stand together, cut into the leaves of a k-d tree. */
export interface RowLeaves {
  /** [n, width] offsets from the mean row along orthonormal directions, those of most variance first. */
  readonly turned: Matrix;
  /** Directions that order the rows, the `heads`; the others are the `tails`. */
  readonly headWidth: number;
  /** [n] row at each place. */
  readonly ids: Uint32Array;
  /** [leaves + 1] places of the rows of leaf i: starts[i] .. starts[i + 1]. */
  readonly starts: Uint32Array;
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
  const turned = turn(rows);
  const headWidth = Math.min(turned.columns, headDirections);
  return { turned, headWidth, ...order(turned, headWidth) };
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
