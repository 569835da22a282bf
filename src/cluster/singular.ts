import { cholesky } from "../math/linearAlgebra/cholesky.ts";

/** R's mclust refuses a covariance whose factor has a least diagonal entry of at most this times 1 + the largest. */
const leastShare = Math.sqrt(Number.EPSILON);
/** Share of a variance that is left given the columns before it: below it float64 sums of products are rounding error. */
const leastLeft = 1e-13;

/**
 * Whether a covariance is too near singular to be used: as R's mclust 6.0.0 has it (found by experiment: it depends on
 * the unit of the columns), or because a column depends on those before it.
 *
 * @param covariance [d, d]
 */
export function isSingular(covariance: Float64Array, d: number): boolean {
  const factor = cholesky(covariance, d);
  if (!factor) return true;
  let least = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let u = 0; u < d; u++) {
    const entry = factor[u * d + u];
    if (entry * entry < leastLeft * covariance[u * d + u]) return true;
    least = Math.min(least, entry);
    largest = Math.max(largest, entry);
  }
  return least <= leastShare * (1 + largest);
}
