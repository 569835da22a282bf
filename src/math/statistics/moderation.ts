import { CellScapeError, expectShape } from "../../core/errors.ts";
import { digamma, inverseTrigamma, trigamma } from "./polygamma.ts";

/** Variances of many tests, each shrunk towards what is common to them. */
export interface ModeratedVariances {
  /** Variance and degrees of freedom of the prior; Infinity degrees when the variances differ by chance alone. */
  readonly priorVariance: number;
  readonly priorDegrees: number;
  /** [tests] posterior variances. */
  readonly variances: Float64Array;
  /** [tests] degrees of freedom of a t statistic with the posterior variance, at most all degrees of the data. */
  readonly degrees: Float64Array;
}

/**
 * Empirical Bayes shrinkage of variances: s_g^2 ~ s_0^2 F(d_g, d_0). With z = ln s^2, the moments of
 * z - digamma(d / 2) + ln(d / 2) give the prior, and the posterior is (d_0 s_0^2 + d_g s_g^2) / (d_0 + d_g).
 *
 * @param variances [tests] residual variances >= 0; NaN for a test that is not made.
 * @param degrees [tests] degrees of freedom; 0 for a test that is not made.
 * @param mostPriorDegrees the prior counts as no more degrees of freedom than this; limma has no limit, but a prior that
 * was fitted to a handful of tests is less certain than its standard error.
 * @throws bad-shape when the lengths differ; bad-data when no test has degrees of freedom.
 * @see Smyth 2004, "Linear models and empirical Bayes methods", section 6.2; limma `fitFDist`, `squeezeVar`, `eBayes`.
 */
export function moderateVariances(
  variances: Float64Array,
  degrees: Float64Array,
  mostPriorDegrees = Number.POSITIVE_INFINITY,
): ModeratedVariances {
  expectShape("moderateVariances: degrees", [degrees.length], { tests: variances.length });
  const made = Uint32Array.from(variances.keys()).filter((g) => degrees[g] > 0 && Number.isFinite(variances[g]));
  if (made.length === 0) {
    throw new CellScapeError("bad-data", "moderateVariances: expected a test with degrees of freedom, got none");
  }
  const prior = fitPrior(
    Float64Array.from(made, (g) => variances[g]),
    Float64Array.from(made, (g) => degrees[g]),
  );
  const { priorVariance } = prior;
  const priorDegrees = Math.min(prior.priorDegrees, mostPriorDegrees);
  const pooled = made.reduce((sum, g) => sum + degrees[g], 0);
  const posterior = new Float64Array(variances.length).fill(Number.NaN);
  const total = new Float64Array(variances.length);
  for (const g of made) {
    posterior[g] =
      priorDegrees === Number.POSITIVE_INFINITY
        ? priorVariance
        : (priorDegrees * priorVariance + degrees[g] * variances[g]) / (priorDegrees + degrees[g]);
    total[g] = Math.min(priorDegrees + degrees[g], pooled);
  }
  return { priorVariance, priorDegrees, variances: posterior, degrees: total };
}

/** A variance of 0 has no logarithm: none counts as less than this share of the median. */
const LEAST_SHARE = 1e-5;

function fitPrior(variances: Float64Array, degrees: Float64Array): { priorVariance: number; priorDegrees: number } {
  const count = variances.length;
  const sorted = variances.slice().sort();
  const median = (sorted[(count - 1) >> 1] + sorted[count >> 1]) / 2 || 1;
  const logs = variances.map(
    (variance, g) =>
      Math.log(Math.max(variance, LEAST_SHARE * median)) - digamma(degrees[g] / 2) + Math.log(degrees[g] / 2),
  );
  const mean = logs.reduce((sum, value) => sum + value, 0) / count;
  // The spread of variances is undefined for a single one: it stays as it is.
  if (count === 1) return { priorVariance: variances[0], priorDegrees: 0 };
  const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const byChance = degrees.reduce((sum, d) => sum + trigamma(d / 2), 0) / count;
  if (spread <= byChance) {
    // All variances are one, of which their mean is the likeliest value.
    const priorVariance = variances.reduce((sum, variance) => sum + variance, 0) / count;
    return { priorVariance, priorDegrees: Number.POSITIVE_INFINITY };
  }
  const priorDegrees = 2 * inverseTrigamma(spread - byChance);
  return { priorVariance: Math.exp(mean + digamma(priorDegrees / 2) - Math.log(priorDegrees / 2)), priorDegrees };
}
