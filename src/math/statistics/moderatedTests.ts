import { benjaminiHochberg } from "./adjust.ts";
import { studentQuantile, studentTail } from "./distributions.ts";
import { type ModeratedVariances, moderateVariances } from "./moderation.ts";
import type { SampleDesign, SampleModel } from "./sampleModel.ts";

/** Moderated t tests of one group against another. All arrays [rows], NaN where a row is not tested. */
export interface ModeratedTests {
  readonly standardErrors: Float64Array;
  readonly statistics: Float64Array;
  readonly pValues: Float64Array;
  /** Benjamini-Hochberg over the rows tested. */
  readonly adjustedPValues: Float64Array;
  /** Ends of the 95 % confidence interval of the difference. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Undefined when no row could be tested. */
  readonly prior: Pick<ModeratedVariances, "priorVariance" | "priorDegrees"> | undefined;
}

/** Fewest samples of each group: the variance between samples is undefined for a single sample. */
const LEAST_SAMPLES = 2;

/** Rows whose difference can be estimated and tested: both groups have at least two samples, and degrees of freedom are left. */
export function isTestable({ counts, differences, degrees }: SampleModel, g: number, design: SampleDesign): boolean {
  const { groups, from, to } = design;
  const enough = counts[g * groups + from] >= LEAST_SAMPLES && counts[g * groups + to] >= LEAST_SAMPLES;
  return enough && degrees[g] > 0 && !Number.isNaN(differences[g]);
}

/**
 * Test the rows that can be tested; the variance is pooled over all groups and moderated over the rows tested.
 *
 * @see Smyth 2004; limma `lmFit`, `contrasts.fit`, `eBayes`.
 */
export function moderatedTests(
  model: SampleModel,
  design: SampleDesign,
  { mostPriorDegrees }: { readonly mostPriorDegrees?: number } = {},
): ModeratedTests {
  const { differences, scales, degrees, variances } = model;
  const rows = variances.length;
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  const tested = degrees.map((d, g) => (isTestable(model, g, design) ? d : 0));
  const moderated = tested.some((d) => d > 0) ? moderateVariances(variances, tested, mostPriorDegrees) : undefined;
  const result = { standardErrors: empty(), statistics: empty(), pValues: empty(), lower: empty(), upper: empty() };
  if (moderated) {
    // Most rows have the same degrees of freedom.
    const quantiles = new Map(
      [...new Set(moderated.degrees)].map((d) => [d, d > 0 ? studentQuantile(0.975, d) : Number.NaN]),
    );
    for (let g = 0; g < rows; g++) {
      if (tested[g] === 0) continue;
      const error = Math.sqrt(moderated.variances[g] * scales[g]);
      const reach = (quantiles.get(moderated.degrees[g]) ?? Number.NaN) * error;
      result.standardErrors[g] = error;
      // Values without any variance: a difference is certain, and no difference is none.
      result.statistics[g] = differences[g] === 0 ? 0 : differences[g] / error;
      result.pValues[g] = Math.min(1, 2 * studentTail(Math.abs(result.statistics[g]), moderated.degrees[g]));
      result.lower[g] = differences[g] - reach;
      result.upper[g] = differences[g] + reach;
    }
  }
  return { ...result, adjustedPValues: benjaminiHochberg(result.pValues), prior: moderated };
}
