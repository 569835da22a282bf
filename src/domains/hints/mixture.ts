import type { Random } from "../../core/random.ts";
import {
  type Discriminants,
  discriminantsOf,
  discriminateInto,
  type LeadingRows,
  outerProducts,
} from "./discriminants.ts";
import type { HintedCells } from "./kernel.ts";
import type { MixturePolicy } from "./policy.ts";

/**
 * A Gaussian mixture of one covariance, a component per class, in which the classes of the hints are known, by EM. Neighbouring
 * cells favour each other's class (mean-field Potts model).
 *
 * @param near [n, r] nearest cells, nearest first, padded with -1.
 * @param start [n, classes] probabilities with which EM begins: the means of a few hints would mislead it.
 * @returns [n, classes] probabilities.
 */
export function mixtureOfHints(
  { set, near, start }: { readonly set: LeadingRows; readonly near: Int32Array; readonly start: Float32Array },
  hints: HintedCells,
  policy: MixturePolicy,
  rng: Random,
): Float32Array {
  const classes = start.length / set.rows;
  const n = set.rows;
  const all = n <= policy.fitAbove;
  const rows = all ? undefined : sampleWith(hints.cells, n, policy.fitAbove, rng);
  const fitted = rows ?? Uint32Array.from({ length: n }, (_, i) => i);
  const place = new Map(Array.from(fitted, (row, at) => [row, at] as const));
  const known = new Int32Array(fitted.length).fill(-1);
  hints.cells.forEach((cell, h) => {
    known[place.get(cell) ?? -1] = hints.codes[h];
  });
  const weights = Float64Array.from(known, (code) => (code >= 0 ? policy.hintWeight : 1));
  const products = outerProducts(set, fitted, weights);
  const field = all ? policy.field : 0;
  const responsibilities = new Float32Array(fitted.length * classes);
  const frame = { set, rows: fitted, known, near, classes, touching: policy.touching };
  fitted.forEach((row, at) => {
    const from = at * classes;
    if (known[at] < 0) responsibilities.set(start.subarray(row * classes, (row + 1) * classes), from);
    else responsibilities[from + known[at]] = 1;
  });
  let fit = maximize(frame, responsibilities, { weights, products }, policy.ridge);
  for (let round = 0; round <= policy.rounds; round++) {
    const change = expectInto(responsibilities, frame, fit, field);
    if (round === policy.rounds || change < policy.settled) break;
    fit = maximize(frame, responsibilities, { weights, products }, policy.ridge);
  }
  if (all) return responsibilities;
  const every = Uint32Array.from({ length: n }, (_, i) => i);
  const knownAll = new Int32Array(n).fill(-1);
  hints.cells.forEach((cell, h) => {
    knownAll[cell] = hints.codes[h];
  });
  const whole = { ...frame, rows: every, known: knownAll };
  // The field begins with the neighbours' probabilities at the start of EM.
  const probabilities = start.slice();
  for (let round = 0; round < policy.fieldRounds; round++) expectInto(probabilities, whole, fit, policy.field);
  return probabilities;
}

interface Frame {
  readonly set: LeadingRows;
  readonly rows: Uint32Array;
  /** Class of each row, -1 where unknown. */
  readonly known: Int32Array;
  readonly near: Int32Array;
  readonly classes: number;
  readonly touching: number;
}

function maximize(
  { set: { stride, used, values }, rows, classes }: Frame,
  responsibilities: Float32Array,
  { weights, products }: { readonly weights: Float64Array; readonly products: Float64Array },
  ridge: number,
): Discriminants {
  const sizes = new Float64Array(classes).fill(1e-9);
  const sums = new Float64Array(classes * used);
  for (let at = 0; at < rows.length; at++) {
    const from = rows[at] * stride;
    for (let k = 0; k < classes; k++) {
      const r = weights[at] * responsibilities[at * classes + k];
      if (r < 1e-9) continue;
      sizes[k] += r;
      for (let u = 0; u < used; u++) sums[k * used + u] += r * values[from + u];
    }
  }
  return discriminantsOf({ sizes, sums, products }, ridge);
}

/**
 * Responsibilities of the rows; with a field, those of the cells around act, which must be those of all cells.
 *
 * @returns how much they change, on average over rows and classes.
 */
function expectInto(responsibilities: Float32Array, frame: Frame, fit: Discriminants, field: number): number {
  const { set, rows, known, near, classes, touching } = frame;
  const r = near.length / set.rows;
  const reach = Math.min(r, touching);
  const scores = new Float64Array(classes);
  const around = new Float64Array(classes);
  let change = 0;
  for (let at = 0; at < rows.length; at++) {
    const from = at * classes;
    if (known[at] >= 0) {
      responsibilities.fill(0, from, from + classes);
      responsibilities[from + known[at]] = 1;
      continue;
    }
    discriminateInto(scores, fit, set, rows[at]);
    if (field > 0) {
      around.fill(0);
      let counted = 0;
      for (let e = rows[at] * r; e < rows[at] * r + reach && near[e] >= 0; e++, counted++) {
        for (let k = 0; k < classes; k++) around[k] += responsibilities[near[e] * classes + k];
      }
      if (counted > 0) for (let k = 0; k < classes; k++) scores[k] += (field * around[k]) / counted;
    }
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) if (scores[k] > highest) highest = scores[k];
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const difference = scores[k] - highest;
      scores[k] = difference < -46 ? 0 : Math.exp(difference);
      sum += scores[k];
    }
    for (let k = 0; k < classes; k++) {
      const value = scores[k] / sum;
      change += Math.abs(value - responsibilities[from + k]);
      responsibilities[from + k] = value;
    }
  }
  return change / responsibilities.length;
}

/** The hinted cells and a sample of others, ascending. */
function sampleWith(hints: Uint32Array, n: number, size: number, rng: Random): Uint32Array {
  const rows = new Set(hints);
  for (const row of rng.permutation(n)) {
    if (rows.size >= size) break;
    rows.add(row);
  }
  return Uint32Array.from(rows).sort();
}
