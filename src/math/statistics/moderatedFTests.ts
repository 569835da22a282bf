import { benjaminiHochberg } from "./adjust.ts";
import { fTail } from "./distributions.ts";
import { moderateVariances } from "./moderation.ts";
import { fitSampleModel, type SampleDesign } from "./sampleModel.ts";

/** Moderated F tests of all groups at once. All arrays [rows], NaN where a row is not tested. */
export interface ModeratedFTests {
  readonly statistics: Float64Array;
  /** Degrees of freedom of the numerator: groups that have samples, less one. */
  readonly numerators: Float64Array;
  readonly pValues: Float64Array;
  /** Benjamini-Hochberg over the rows tested. */
  readonly adjustedPValues: Float64Array;
}

/** Groups of fewer samples do not make a test by themselves. */
const LEAST_SAMPLES = 2;

/**
 * Test whether the means of any of several groups differ: the squares that groups explain beyond the covariates, over the
 * moderated variance. Of two groups it is the square of the moderated t test.
 *
 * @param values [rows, samples]; NaN where a sample has no value.
 * @param design groups and covariates; which two groups it compares does not matter.
 * @param weights [rows, samples] inverse variances; all 1 if absent.
 * @see Smyth 2004, section 6.3; limma `classifyTestsF`, `topTable` of several coefficients.
 */
export function moderatedFTests(
  values: Float64Array,
  design: Omit<SampleDesign, "from" | "to">,
  { weights, mostPriorDegrees }: { readonly weights?: Float64Array; readonly mostPriorDegrees?: number } = {},
): ModeratedFTests {
  const full = fitSampleModel(values, { ...design, from: 0, to: 0 }, weights);
  const together = design.groupOfSample.map((group) => (group < 0 ? -1 : 0));
  const alone = fitSampleModel(values, { ...design, groupOfSample: together, groups: 1, from: 0, to: 0 }, weights);
  const rows = full.variances.length;
  const tested = full.degrees.map((degrees, g) => {
    const counts = full.counts.subarray(g * design.groups, (g + 1) * design.groups);
    const enough = counts.filter((count) => count >= LEAST_SAMPLES).length >= 2;
    return enough && degrees > 0 && alone.degrees[g] > degrees ? degrees : 0;
  });
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  const result = { statistics: empty(), numerators: empty(), pValues: empty() };
  if (tested.some((degrees) => degrees > 0)) {
    const moderated = moderateVariances(full.variances, tested, mostPriorDegrees);
    for (let g = 0; g < rows; g++) {
      if (tested[g] === 0) continue;
      const numerator = alone.degrees[g] - full.degrees[g];
      const explained = alone.variances[g] * alone.degrees[g] - full.variances[g] * full.degrees[g];
      const statistic = explained <= 0 ? 0 : explained / numerator / moderated.variances[g];
      result.statistics[g] = statistic;
      result.numerators[g] = numerator;
      result.pValues[g] = fTail(statistic, [numerator, moderated.degrees[g]]);
    }
  }
  return { ...result, adjustedPValues: benjaminiHochberg(result.pValues) };
}
