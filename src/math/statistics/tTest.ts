import { expectShape } from "../../core/errors.ts";
import { studentTail } from "./distributions.ts";

/** A two-sided t-test; NaN where there is nothing to test. */
export interface TTest {
  readonly t: number;
  readonly degrees: number;
  readonly pValue: number;
}

const untested: TTest = { t: Number.NaN, degrees: Number.NaN, pValue: Number.NaN };

/**
 * Welch's two-sided t-test of two groups of any variances.
 *
 * @returns NaN where a group has fewer than two values or neither varies.
 * @see scipy.stats.ttest_ind(equal_var=False).
 */
export function welchTest(a: ArrayLike<number>, b: ArrayLike<number>): TTest {
  if (a.length < 2 || b.length < 2) return untested;
  const [one, two] = [momentsOf(a), momentsOf(b)];
  const [shareA, shareB] = [one.variance / a.length, two.variance / b.length];
  const error = shareA + shareB;
  if (!(error > 0)) return untested;
  const degrees = error ** 2 / (shareA ** 2 / (a.length - 1) + shareB ** 2 / (b.length - 1));
  return tested((one.mean - two.mean) / Math.sqrt(error), degrees);
}

/**
 * The two-sided t-test of paired values.
 *
 * @returns NaN for fewer than two pairs or differences that do not vary.
 * @throws bad-shape when the lengths differ.
 * @see scipy.stats.ttest_rel.
 */
export function pairedTest(a: ArrayLike<number>, b: ArrayLike<number>): TTest {
  expectShape("pairedTest: b", [b.length], { values: a.length });
  if (a.length < 2) return untested;
  const { mean, variance } = momentsOf(Float64Array.from({ length: a.length }, (_, i) => a[i] - b[i]));
  if (!(variance > 0)) return untested;
  return tested(mean / Math.sqrt(variance / a.length), a.length - 1);
}

function tested(t: number, degrees: number): TTest {
  return { t, degrees, pValue: Math.min(1, 2 * studentTail(Math.abs(t), degrees)) };
}

/** Mean, and variance with n - 1. */
function momentsOf(values: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  const all = Array.from(values);
  // Equal values have a mean that may be a rounding error off, and no variance.
  if (all.every((value) => value === all[0])) return { mean: all[0], variance: 0 };
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1);
  return { mean, variance };
}
