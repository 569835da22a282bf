import { CellScapeError } from "../../core/errors.ts";

/** Values are taken as multiples of this. */
export const unit = 2 ** -40;
/** Where a value is split into two parts that float64 sums without rounding. */
export const split = 2 ** 17;
/** Whole numbers that float64 adds without rounding. */
export const most = 2 ** 53;

/**
 * A sum of many values that is the same for every order and grouping of them: plain numbers, which are merged by adding.
 * The parts are whole multiples of 2^-17 and of 2^-40, and every addition of them is exact.
 */
export interface ExactSum {
  readonly high: number;
  readonly low: number;
  /** How many values were added. */
  readonly count: number;
  /** Sum of the sizes of all high parts, which bounds every partial sum. */
  readonly size: number;
}

export const emptySum: ExactSum = { high: 0, low: 0, count: 0, size: 0 };

/**
 * The exact sum of values, each rounded to a multiple of 2^-40 first. Their order does not matter.
 *
 * @param values finite; smaller than 2^13 in size each.
 * @throws bad-data for values that are too large or not finite, or too many of them, so that the sum could not be exact.
 */
export function exactSum(values: Iterable<number>): ExactSum {
  let [high, low, count, size] = [0, 0, 0, 0];
  for (const value of values) {
    const rounded = Math.round(value / unit);
    // From 2^53 on not every multiple is a number; what is not finite is refused with it.
    if (!(Math.abs(rounded) < most)) throw beyond(`a value of ${value}`);
    const q = rounded * unit;
    const upper = Math.floor(q * split) / split;
    high += upper;
    low += q - upper;
    size += Math.abs(upper);
    count++;
  }
  return bounded({ high, low, count, size });
}

/**
 * The exact sum of the values of both.
 *
 * @throws bad-data where the sum could not be exact any more.
 */
export function mergeSums(a: ExactSum, b: ExactSum): ExactSum {
  return bounded({ high: a.high + b.high, low: a.low + b.low, count: a.count + b.count, size: a.size + b.size });
}

/** The sum as one number, rounded once. */
export function sumOf({ high, low }: ExactSum): number {
  return high + low;
}

/** Low parts are below 2^23 units of 2^-40 each, and the sizes of high parts are whole multiples of 2^-17. */
export function bounded(sum: ExactSum): ExactSum {
  if (sum.size * split >= most) throw beyond(`${sum.count} values whose sizes sum to ${sum.size}`);
  if (sum.count >= most / 2 ** 23) throw beyond(`${sum.count} values`);
  return sum;
}

export function beyond(got: string): CellScapeError {
  const expected = "values below 2^13 whose sizes sum to less than 2^36, and fewer than 2^30 of them";
  return new CellScapeError(
    "bad-data",
    `exact sum: expected ${expected}, got ${got}; transform the values, or sum fewer`,
  );
}
