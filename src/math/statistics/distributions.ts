import { CellScapeError } from "../../core/errors.ts";
import { regularizedBeta, scaledErfc, upperGamma } from "./specialFunctions.ts";

/** P(Z > z) of a standard normal; relative error below 1e-12 down to 1e-300 (scipy.stats.norm.sf). */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < 0) return 1 - normalTail(-z);
  return 0.5 * scaledErfc(z / Math.SQRT2) * Math.exp((-z * z) / 2);
}

/**
 * P(T > t) of Student's t with `degrees` degrees of freedom, Infinity for a normal (scipy.stats.t.sf).
 *
 * @throws bad-option unless degrees > 0.
 */
export function studentTail(t: number, degrees: number): number {
  expectPositive("studentTail", degrees);
  if (Number.isNaN(t)) return Number.NaN;
  if (t === Number.POSITIVE_INFINITY) return 0;
  if (t < 0) return 1 - studentTail(-t, degrees);
  if (degrees === Number.POSITIVE_INFINITY) return normalTail(t);
  const square = t * t;
  return 0.5 * regularizedBeta(degrees / (degrees + square), square / (degrees + square), [degrees / 2, 0.5]);
}

/**
 * The t with P(T <= t) = probability, of Student's t with `degrees` degrees of freedom, Infinity for a normal
 * (scipy.stats.t.ppf).
 *
 * @throws bad-option unless degrees > 0 and the probability lies between 0 and 1.
 */
export function studentQuantile(probability: number, degrees: number): number {
  expectPositive("studentQuantile", degrees);
  if (!(probability > 0 && probability < 1)) {
    throw new CellScapeError("bad-option", `studentQuantile: expected a probability in (0, 1), got ${probability}`);
  }
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  const beyond = 1 - probability;
  let low = 0;
  let high = 1;
  while (studentTail(high, degrees) > beyond) {
    low = high;
    high *= 2;
  }
  // Halving ends where no number lies between.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (studentTail(middle, degrees) > beyond) low = middle;
    else high = middle;
  }
}

/**
 * P(X > x) of a chi-square variable with `degrees` degrees of freedom (scipy.stats.chi2.sf).
 *
 * @throws bad-option unless degrees > 0.
 */
export function chiSquareTail(x: number, degrees: number): number {
  expectPositive("chiSquareTail", degrees);
  return upperGamma(degrees / 2, x / 2);
}

/**
 * P(F > f) of an F variable with `degrees` of the numerator and the denominator, Infinity allowed for the latter
 * (scipy.stats.f.sf).
 *
 * @throws bad-option unless both are above 0.
 */
export function fTail(f: number, [numerator, denominator]: readonly [number, number]): number {
  expectPositive("fTail", numerator);
  expectPositive("fTail", denominator);
  if (Number.isNaN(f)) return Number.NaN;
  if (f === Number.POSITIVE_INFINITY) return 0;
  if (f <= 0) return 1;
  if (denominator === Number.POSITIVE_INFINITY) return chiSquareTail(numerator * f, numerator);
  const whole = denominator + numerator * f;
  return regularizedBeta(denominator / whole, (numerator * f) / whole, [denominator / 2, numerator / 2]);
}

function expectPositive(name: string, degrees: number): void {
  if (degrees > 0) return;
  throw new CellScapeError("bad-option", `${name}: expected degrees of freedom above 0, got ${degrees}`);
}
