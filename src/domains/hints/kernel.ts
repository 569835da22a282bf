import { cholesky, inverseFromFactor, invertLower } from "../../math/linearAlgebra/cholesky.ts";
import type { Ensemble } from "./ensemble.ts";
import type { KernelPolicy } from "./policy.ts";

/** Cells of known class. */
export interface HintedCells {
  /** Indices of cells, no two alike. */
  readonly cells: Uint32Array;
  /** Class of each, 0 .. classes - 1. */
  readonly codes: Int32Array;
}

/**
 * Gaussian-process regression on the classes of the hints (one-hot, less 1 / classes). The kernel of two cells: the share of the
 * ensemble's partitions in which they are together, and a Gaussian of their distance.
 *
 * Sums over hints are gathered by cluster first, so that partitions cost cells x members x classes, whatever the number of
 * hints; distances cost cells x hints.
 *
 * @returns [n, classes] probabilities: negative values count as 0, and rows sum to 1.
 * @see Rasmussen and Williams 2006, chapter 2.
 */
export function regressOnHints(
  ensemble: Ensemble,
  { cells: hints, codes }: HintedCells,
  classes: number,
  { gaussianWeight, length, noise }: KernelPolicy,
): Float32Array {
  const m = hints.length;
  const { members, metric, cells: n } = ensemble;
  const gaussian = gaussianOf(ensemble, hints, length);
  const together = (1 - gaussianWeight) / (2 * members.length);
  const gram = new Float64Array(m * m);
  const toHints = new Float64Array(m);
  for (let a = 0; a < m; a++) {
    gaussian(hints[a], toHints);
    for (let b = 0; b < m; b++) {
      let shared = 0;
      for (const { raw, refined } of members) {
        if (raw[hints[a]] === raw[hints[b]]) shared++;
        if (refined[hints[a]] === refined[hints[b]]) shared++;
      }
      gram[a * m + b] = together * shared + gaussianWeight * toHints[b];
    }
    gram[a * m + a] += noise;
  }
  const factor = cholesky(gram, m);
  if (!factor) throw new Error("internal: a kernel with noise is positive definite");
  const inverse = inverseFromFactor(invertLower(factor, m), m);
  const weights = new Float64Array(m * classes);
  for (let a = 0; a < m; a++) {
    for (let k = 0; k < classes; k++) {
      let sum = 0;
      for (let b = 0; b < m; b++) sum += inverse[a * m + b] * ((codes[b] === k ? 1 : 0) - 1 / classes);
      weights[a * classes + k] = sum;
    }
  }
  const probabilities = new Float32Array(n * classes);
  for (const { raw, refined, count } of members) {
    for (const labels of [raw, refined]) {
      const sums = new Float64Array(count * classes);
      hints.forEach((cell, a) => {
        for (let k = 0; k < classes; k++) {
          sums[labels[cell] * classes + k] += together * weights[a * classes + k];
        }
      });
      for (let i = 0, at = 0; i < n; i++) {
        const from = labels[i] * classes;
        for (let k = 0; k < classes; k++, at++) probabilities[at] += sums[from + k];
      }
    }
  }
  for (let i = 0; i < metric.rows; i++) {
    gaussian(i, toHints);
    for (let b = 0; b < m; b++) {
      const value = gaussianWeight * toHints[b];
      for (let k = 0; k < classes; k++) probabilities[i * classes + k] += value * weights[b * classes + k];
    }
  }
  normalizeRows(probabilities, classes, 1 / classes);
  return probabilities;
}

/** Add a number to every entry, take negative ones as 0, and make each row sum to 1. */
function normalizeRows(rows: Float32Array, columns: number, added: number): void {
  for (let from = 0; from < rows.length; from += columns) {
    let sum = 0;
    for (let at = from; at < from + columns; at++) {
      rows[at] = Math.max(rows[at] + added, 0);
      sum += rows[at];
    }
    for (let at = from; at < from + columns; at++) rows[at] = sum > 0 ? rows[at] / sum : 1 / columns;
  }
}

/** exp(-distance^2 / 2 length^2) from a cell to each hint, where the total variance is 1. */
function gaussianOf({ metric }: Ensemble, hints: Uint32Array, length: number) {
  const { rows, stride, used, values } = metric;
  let variance = 0;
  for (let u = 0; u < used; u++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      sum += values[i * stride + u];
      squares += values[i * stride + u] ** 2;
    }
    variance += squares / rows - (sum / rows) ** 2;
  }
  const scale = 1 / (2 * length ** 2 * Math.max(variance, 1e-300));
  const own = new Float64Array(hints.length * used);
  hints.forEach((cell, b) => {
    own.set(values.subarray(cell * stride, cell * stride + used), b * used);
  });
  return (cell: number, out: Float64Array) => {
    for (let b = 0, at = 0; b < hints.length; b++) {
      let square = 0;
      for (let u = 0; u < used; u++, at++) {
        const difference = values[cell * stride + u] - own[at];
        square += difference * difference;
      }
      out[b] = Math.exp(-scale * square);
    }
  };
}
