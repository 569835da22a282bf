/**
 * Derivative of ln Gamma(x), x > 0 (scipy.special.digamma). Relative error about 1e-14 away from its root.
 *
 * @see Abramowitz and Stegun 6.3.18, after x is moved above 15 by psi(x + 1) = psi(x) + 1 / x.
 */
export function digamma(x: number): number {
  let sum = 0;
  for (; x < FAR; x++) sum -= 1 / x;
  const r = 1 / (x * x);
  return sum + Math.log(x) - 0.5 / x - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))));
}

/** Second derivative of ln Gamma(x), x > 0 (scipy.special.polygamma(1, x)); Abramowitz and Stegun 6.4.12. */
export function trigamma(x: number): number {
  let sum = 0;
  for (; x < FAR; x++) sum += 1 / (x * x);
  const r = 1 / (x * x);
  return sum + 1 / x + 0.5 * r + (r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - (r * 5) / 66))))) / x;
}

/** Third derivative of ln Gamma(x), x > 0; Abramowitz and Stegun 6.4.13. */
function tetragamma(x: number): number {
  let sum = 0;
  for (; x < FAR; x++) sum -= 2 / (x * x * x);
  const r = 1 / (x * x);
  return sum - r * (1 + 1 / x + r * (0.5 - r * (1 / 6 - r * (1 / 6 - r * (3 / 10 - (r * 5) / 6)))));
}

/**
 * The x > 0 whose trigamma is y > 0. 1 / trigamma is convex and nearly a line, so Newton's steps on it come from one side
 * and stop by themselves.
 *
 * @see Smyth 2004, appendix; limma `trigammaInverse`.
 */
export function inverseTrigamma(y: number): number {
  if (y > 1e7) return 1 / Math.sqrt(y);
  if (y < 1e-6) return 1 / y;
  let x = 0.5 + 1 / y;
  for (let step = 0; step < 50; step++) {
    const value = trigamma(x);
    const change = (value * (1 - value / y)) / tetragamma(x);
    x += change;
    if (Math.abs(change) < 1e-12 * x) break;
  }
  return x;
}

/** The asymptotic series are exact to double precision from here. */
const FAR = 15;
