import { cholesky, inverseFromFactor, invertLower } from "../../math/linearAlgebra/cholesky.ts";
import type { Ensemble } from "./ensemble.ts";
import { gaussianTo } from "./gaussian.ts";
import type { KernelPolicy } from "./policy.ts";

/** Cells of known class. */
export interface HintedCells {
  /** Indices of cells, no two alike. */
  readonly cells: Uint32Array;
  /** Class of each, 0 .. classes - 1. */
  readonly codes: Int32Array;
}

export interface Regression {
  /** [n, classes] probabilities: negative values count as 0, and rows sum to 1. */
  readonly probabilities: Float32Array;
  /** [hints] class that the other hints give each of them. */
  readonly foretold: Int32Array;
}

/** Nearness of two cells below this, beyond three lengths, counts as none where classes of all cells are computed. */
const leastNearness = Math.exp(-4.5);

/**
 * Gaussian-process regression on the classes of the hints (one-hot, less 1 / classes). The kernel of two cells is their likeness,
 * times a factor that falls with their distance in the tissue. Likeness: the share of the ensemble's partitions in which
 * two cells are together, and a Gaussian of their distance in the embedding. The factor is what tells places of like cells
 * apart, such as two layers that an ensemble joins.
 *
 * Sums over hints are gathered by cluster first; what depends on nearness is summed over the hints around a cell.
 *
 * @see Rasmussen and Williams 2006, chapters 2 and 5.4.2 for the classes of hints that are left out.
 */
export function regressOnHints(
  ensemble: Ensemble,
  { cells: hints, codes }: HintedCells,
  classes: number,
  { gaussianWeight, length, noise, nearWeight, reach }: KernelPolicy,
): Regression {
  const m = hints.length;
  const { members, metric, positions, sections, cells: n } = ensemble;
  const labellings = members.flatMap(({ raw, refined }) => [raw, refined]);
  const together = (1 - gaussianWeight) / labellings.length;
  const ofHints = Uint16Array.from({ length: m * labellings.length }, (_, at) => {
    return labellings[at % labellings.length][hints[Math.floor(at / labellings.length)]];
  });
  const gaussian = gaussianTo(metric, hints, length);
  const places = { rows: n, stride: positions.columns, used: positions.columns, values: positions.values };
  const distance = gaussianTo(places, hints, reach, sections);
  const near = (cell: number, out: Float64Array) => {
    distance(cell, out);
    if (!sections) return;
    hints.forEach((hint, b) => {
      if (sections[hint] !== sections[cell]) out[b] = 0;
    });
  };
  const own = new Uint16Array(labellings.length);
  const share = (b: number) => {
    let shared = 0;
    for (let l = 0, at = b * own.length; l < own.length; l++, at++) if (own[l] === ofHints[at]) shared++;
    return together * shared;
  };
  const [alike, nearness] = [new Float64Array(m), new Float64Array(m)];
  const visit = (cell: number) => {
    gaussian(cell, alike);
    near(cell, nearness);
    for (let l = 0; l < own.length; l++) own[l] = labellings[l][cell];
  };
  const gram = new Float64Array(m * m);
  for (let a = 0; a < m; a++) {
    visit(hints[a]);
    for (let b = 0; b < m; b++) {
      gram[a * m + b] = (share(b) + gaussianWeight * alike[b]) * (1 - nearWeight + nearWeight * nearness[b]);
    }
    gram[a * m + a] += noise;
  }
  const { weights, foretold } = solve(gram, codes, classes);
  const probabilities = new Float32Array(n * classes);
  for (const labels of labellings)
    addByCluster(probabilities, labels, { hints, weights, classes }, (1 - nearWeight) * together);
  for (let i = 0; i < n; i++) {
    visit(i);
    for (let b = 0; b < m; b++) {
      let value = (1 - nearWeight) * gaussianWeight * alike[b];
      if (nearness[b] > leastNearness) value += nearWeight * nearness[b] * (share(b) + gaussianWeight * alike[b]);
      for (let k = 0; k < classes; k++) probabilities[i * classes + k] += value * weights[b * classes + k];
    }
  }
  normalizeRows(probabilities, classes, 1 / classes);
  return { probabilities, foretold };
}

/** Weights of the hints, [m, classes], and what each is given by the others: y - w / (K^-1)_aa. */
function solve(gram: Float64Array, codes: Int32Array, classes: number) {
  const m = codes.length;
  const factor = cholesky(gram, m);
  if (!factor) throw new Error("internal: a kernel with noise is positive definite");
  const inverse = inverseFromFactor(invertLower(factor, m), m);
  const weights = new Float64Array(m * classes);
  const foretold = new Int32Array(m);
  for (let a = 0; a < m; a++) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) {
      let sum = 0;
      for (let b = 0; b < m; b++) sum += inverse[a * m + b] * ((codes[b] === k ? 1 : 0) - 1 / classes);
      weights[a * classes + k] = sum;
      const given = (codes[a] === k ? 1 : 0) - sum / inverse[a * m + a];
      if (given <= highest) continue;
      highest = given;
      foretold[a] = k;
    }
  }
  return { weights, foretold };
}

/** Add to each cell the weights of the hints in its cluster, times a factor. */
function addByCluster(
  rows: Float32Array,
  labels: Uint16Array,
  {
    hints,
    weights,
    classes,
  }: { readonly hints: Uint32Array; readonly weights: Float64Array; readonly classes: number },
  factor: number,
): void {
  const clusters = 1 + labels.reduce((most, label) => Math.max(most, label), 0);
  const sums = new Float64Array(clusters * classes);
  hints.forEach((cell, a) => {
    for (let k = 0; k < classes; k++) sums[labels[cell] * classes + k] += factor * weights[a * classes + k];
  });
  for (let i = 0, at = 0; i < labels.length; i++) {
    const from = labels[i] * classes;
    for (let k = 0; k < classes; k++, at++) rows[at] += sums[from + k];
  }
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
