import type { Random } from "../../core/random.ts";

/** Below this mean counts are found by walking up their probabilities; above, by rejection. */
const WALK_BELOW = 10;

/**
 * A gamma variable of mean shape * scale.
 *
 * @param shape > 0
 * @see Marsaglia and Tsang, ACM Trans. Math. Softw. 26 (2000).
 */
export function gamma(shape: number, scale: number, rng: Random): number {
  // A shape below 1 is one above it, times a power of a uniform.
  if (shape < 1) return gamma(shape + 1, scale, rng) * (1 - rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

/**
 * A Poisson variable.
 *
 * @param mean >= 0
 * @see Hormann, "The transformed rejection method for generating Poisson random variables" (1993), PTRS, for large means.
 */
export function poisson(mean: number, rng: Random): number {
  if (mean < WALK_BELOW) return walk(mean, Number.POSITIVE_INFINITY, rng);
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const accept = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = 1 - rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accept) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k;
  }
}

/**
 * A negative binomial variable of variance mean + mean^2 / size: a Poisson whose mean is gamma-distributed.
 *
 * @param mean >= 0
 * @param size > 0; Infinity gives the Poisson.
 */
export function negativeBinomial(mean: number, size: number, rng: Random): number {
  if (mean < WALK_BELOW) return walk(mean, size, rng);
  return poisson(size === Number.POSITIVE_INFINITY ? mean : gamma(size, mean / size, rng), rng);
}

/**
 * One uniform number against P(count >= 1) and then, from 1 upwards, against the probability of each count. A count is
 * above 0 with probability at most its mean, so most zeros of rare genes cost no logarithm.
 */
function walk(mean: number, size: number, rng: Random): number {
  const u = rng.uniform();
  if (u >= mean) return 0;
  const poissonian = size === Number.POSITIVE_INFINITY;
  const logZero = poissonian ? -mean : -size * Math.log1p(mean / size);
  let left = -Math.expm1(logZero) - u;
  if (left <= 0) return 0;
  // P(k) / P(k - 1) = odds (size + k - 1) / k, for the Poisson mean / k
  const odds = poissonian ? 0 : mean / (size + mean);
  let probability = Math.exp(logZero);
  for (let k = 1; ; k++) {
    probability *= poissonian ? mean / k : (odds * (size + k - 1)) / k;
    left -= probability;
    // Rounding may leave a crumb that no probability takes up.
    if (left <= 0 || probability < 1e-18) return k;
  }
}

/** ln k!, exact below 10, by Stirling's series above: its error there is below 1e-9. */
function logFactorial(k: number): number {
  if (k < 10) return Math.log(FACTORIALS[k]);
  const x = k + 1;
  const x2 = x * x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + (1 / 12 - (1 / 360 - 1 / (1260 * x2)) / x2) / x;
}

const FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880];
