/**
 * ln Gamma(x) for x > 0, to about 1e-15 absolute near 1 and 2 and 1e-15 relative elsewhere.
 *
 * @see Stirling's series, after x is moved above 15 by Gamma(x + 1) = x Gamma(x).
 */
export function logGamma(x: number): number {
  let shift = 1;
  while (x < 15) {
    shift *= x;
    x++;
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x) - Math.log(shift);
}

/** 1/12x - 1/360x^3 + ...: what Stirling's formula lacks; the first term left out is below 3e-16 for x >= 15. */
export function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
}

/** ln sqrt(2 pi). */
export const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/**
 * erfc(x) exp(x^2), the complementary error function without its exponential decay; x >= 0. Relative error 1e-13.
 *
 * @see Abramowitz and Stegun 7.1.6 (series, below 2) and 7.1.14 (continued fraction, from 2).
 */
export function scaledErfc(x: number): number {
  if (x < 2) return Math.exp(x * x) - erfSeries(x);
  // x + (1/2) / (x + (2/2) / (x + (3/2) / ...)), by Lentz's forward evaluation.
  let f = x;
  let c = x;
  let d = 0;
  for (let k = 1; k < MAX_TERMS; k++) {
    d = 1 / (x + (k / 2) * d);
    c = x + k / 2 / c;
    f *= c * d;
    if (Math.abs(c * d - 1) < EPSILON) break;
  }
  return 1 / (f * Math.sqrt(Math.PI));
}

/** erf(x) exp(x^2) = 2 / sqrt(pi) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...): terms of one sign. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; term > EPSILON * sum; k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/**
 * Upper regularised incomplete gamma function Q(a, x), a > 0, x >= 0; small values keep their relative accuracy.
 *
 * @see scipy.special.gammaincc; series and continued fraction of Abramowitz and Stegun 6.5.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > EPSILON * sum; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return 1 - scale * sum;
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let f = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const step = k * (a - k);
    b += 2;
    d = 1 / nonZero(step * d + b);
    c = nonZero(b + step / c);
    f *= c * d;
    if (Math.abs(c * d - 1) < EPSILON) break;
  }
  return scale * f;
}

/**
 * Regularised incomplete beta function I_x(a, b). `complement` is 1 - x, given apart so that neither end loses digits.
 *
 * @see scipy.special.betainc; Lentz's evaluation of the continued fraction of DLMF 8.17.22.
 */
export function regularizedBeta(x: number, complement: number, [a, b]: readonly [number, number]): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(complement, x, [b, a]);
  const logX = x > 0.5 ? Math.log1p(-complement) : Math.log(x);
  const logComplement = complement > 0.5 ? Math.log1p(-x) : Math.log(complement);
  const front = Math.exp(a * logX + b * logComplement + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let f = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    f *= c * d;
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    f *= c * d;
    if (Math.abs(c * d - 1) < EPSILON) break;
  }
  return front * f;
}

const EPSILON = Number.EPSILON;
const MAX_TERMS = 20_000;
const TINY = 1e-300;
const nonZero = (value: number) => (Math.abs(value) < TINY ? TINY : value);
