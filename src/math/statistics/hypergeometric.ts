import { CellScapeError } from "../../core/errors.ts";
import { HALF_LOG_TWO_PI, logGamma, stirlingSeries } from "./specialFunctions.ts";

/** An urn: `draws` balls are taken, without replacement, from `total` of which `marked` are marked. */
export interface Urn {
  readonly total: number;
  readonly marked: number;
  readonly draws: number;
}

/**
 * P(X >= hits): at least `hits` marked balls among those drawn. Relative error below 1e-11, however small.
 *
 * @throws bad-option when the urn's sizes are not whole numbers with marked <= total and draws <= total.
 * @see scipy.stats.hypergeom.sf(hits - 1, total, marked, draws).
 */
export function hypergeometricTail(hits: number, urn: Urn): number {
  return Math.exp(logHypergeometricTail(hits, urn));
}

/** ln P(X >= hits), finite far below the smallest double; see `hypergeometricTail`. Cost at most min(marked, draws). */
export function logHypergeometricTail(hits: number, urn: Urn): number {
  expectUrn(urn);
  const { total, marked, draws } = urn;
  const lowest = Math.max(0, marked + draws - total);
  const highest = Math.min(marked, draws);
  if (hits <= lowest) return 0;
  if (hits > highest) return Number.NEGATIVE_INFINITY;
  const unmarkedLeft = total - marked - draws;

  // Each side is summed away from the mode, so that all terms shrink and none cancels.
  if (hits > (marked * draws) / total) {
    let term = 1;
    let sum = 1;
    for (let k = hits; k < highest && term > Number.EPSILON * sum; k++) {
      term *= ((marked - k) * (draws - k)) / ((k + 1) * (unmarkedLeft + k + 1));
      sum += term;
    }
    return logMass(hits, urn) + Math.log(sum);
  }
  let term = 1;
  let sum = 1;
  for (let k = hits - 1; k > lowest && term > Number.EPSILON * sum; k--) {
    term *= (k * (unmarkedLeft + k)) / ((marked - k + 1) * (draws - k + 1));
    sum += term;
  }
  return Math.log1p(-Math.exp(logMass(hits - 1, urn)) * sum);
}

/**
 * ln P(X = k). Differences of log-gammas of large numbers lose the digits that the tail needs, so the mass is written
 * with three binomials of the same chance, each in Loader's form.
 *
 * @see C. Loader, "Fast and accurate computation of binomial probabilities" (2000); R's dhyper.
 */
function logMass(k: number, { total, marked, draws }: Urn): number {
  if (draws === total) return 0;
  const chance = draws / total;
  return (
    logBinomial(k, marked, chance) + logBinomial(draws - k, total - marked, chance) - logBinomial(draws, total, chance)
  );
}

function logBinomial(k: number, n: number, chance: number): number {
  if (k === 0) return n * Math.log1p(-chance);
  if (k === n) return n * Math.log(chance);
  const rest = n - k;
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n * chance) -
    deviance(rest, n * (1 - chance)) +
    0.5 * Math.log(n / k / rest) -
    HALF_LOG_TWO_PI
  );
}

/** ln n! - ln(sqrt(2 pi n) (n / e)^n). */
function stirlingError(n: number): number {
  return n < 15 ? logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI : stirlingSeries(n);
}

/** x ln(x / mean) + mean - x, without cancellation where x is near the mean. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let k = 3; ; k += 2) {
    power *= v * v;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}

function expectUrn({ total, marked, draws }: Urn): void {
  const sizes = [total, marked, draws];
  if (sizes.every((size) => Number.isInteger(size) && size >= 0 && size <= total)) return;
  throw new CellScapeError(
    "bad-option",
    `hypergeometric test: expected whole numbers marked <= total and drawn <= total, got ${marked} marked and ${draws} drawn of ${total}`,
  );
}
