import { expectShape } from "../errors.ts";
import { benjaminiHochberg } from "./adjust.ts";
import { studentQuantile, studentTail } from "./distributions.ts";
import { type ModeratedVariances, moderateVariances } from "./moderation.ts";

/** Many rows of one number a sample, samples in groups: the mean of each group, and what is left. */
export interface GroupMeans {
  readonly groups: number;
  /** [rows, groups] NaN where no sample has a value. */
  readonly means: Float64Array;
  /** [rows, groups] samples with a value. */
  readonly counts: Uint32Array;
  /** [rows, groups] sum of their weights. */
  readonly weights: Float64Array;
  /** [rows] residual variance of a sample of weight 1; NaN without degrees of freedom. */
  readonly variances: Float64Array;
  /** [rows] samples less groups with a value. */
  readonly degrees: Float64Array;
}

export interface GroupMeansOptions {
  /** [samples] 0 .. groups - 1; a sample below 0 takes no part. */
  readonly groupOfSample: Int32Array;
  readonly groups: number;
  /** [rows, samples] inverse variances; all 1 if absent. */
  readonly weights?: Float64Array;
}

/**
 * Fit group means by weighted least squares.
 *
 * @param values [rows, samples]; NaN where a sample has no value.
 * @throws bad-shape when the sizes do not fit.
 */
export function fitGroupMeans(
  values: Float64Array,
  { groupOfSample, groups, weights: given }: GroupMeansOptions,
): GroupMeans {
  const samples = groupOfSample.length;
  const rows = Math.floor(values.length / samples);
  expectShape("fitGroupMeans: values", [values.length], { "rows x samples": rows * samples });
  if (given) expectShape("fitGroupMeans: weights", [given.length], { "rows x samples": values.length });
  const means = new Float64Array(rows * groups);
  const counts = new Uint32Array(rows * groups);
  const weights = new Float64Array(rows * groups);
  const variances = new Float64Array(rows);
  const degrees = new Float64Array(rows);
  for (let g = 0; g < rows; g++) {
    const each = (visit: (value: number, weight: number, at: number) => void): void => {
      for (let s = 0; s < samples; s++) {
        const value = values[g * samples + s];
        if (groupOfSample[s] < 0 || Number.isNaN(value)) continue;
        visit(value, given ? given[g * samples + s] : 1, g * groups + groupOfSample[s]);
      }
    };
    each((value, weight, at) => {
      means[at] += weight * value;
      weights[at] += weight;
      counts[at]++;
    });
    let used = 0;
    let seen = 0;
    for (let at = g * groups; at < (g + 1) * groups; at++) {
      means[at] /= weights[at];
      seen += counts[at];
      if (counts[at] > 0) used++;
    }
    let squares = 0;
    each((value, weight, at) => {
      squares += weight * (value - means[at]) ** 2;
    });
    degrees[g] = seen - used;
    variances[g] = squares / degrees[g];
  }
  return { groups, means, counts, weights, variances, degrees };
}

/** Moderated t tests of one group against another. All arrays [rows], NaN where a row is not tested. */
export interface GroupTests {
  /** Mean of the later group less that of the former. */
  readonly differences: Float64Array;
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

/** Fewest samples of each group: of one sample nothing tells how samples differ. */
const LEAST_SAMPLES = 2;

/**
 * Test the rows in which both groups have at least two samples; the variance is pooled over all groups and moderated over
 * the rows tested. Differences are given for every row in which both groups have a value.
 *
 * @see Smyth 2004; limma `lmFit`, `contrasts.fit`, `eBayes`.
 */
export function testGroupDifference(
  fit: GroupMeans,
  { from, to, mostPriorDegrees }: { readonly from: number; readonly to: number; readonly mostPriorDegrees?: number },
): GroupTests {
  const { groups, means, counts, weights, degrees, variances } = fit;
  const rows = variances.length;
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  const tested = degrees.map((d, g) =>
    counts[g * groups + from] >= LEAST_SAMPLES && counts[g * groups + to] >= LEAST_SAMPLES ? d : 0,
  );
  const moderated = tested.some((d) => d > 0) ? moderateVariances(variances, tested, mostPriorDegrees) : undefined;
  const result = { standardErrors: empty(), statistics: empty(), pValues: empty(), lower: empty(), upper: empty() };
  const differences = Float64Array.from(variances.keys(), (g) => means[g * groups + to] - means[g * groups + from]);
  if (moderated) {
    for (let g = 0; g < rows; g++) {
      if (tested[g] === 0) continue;
      const scale = 1 / weights[g * groups + from] + 1 / weights[g * groups + to];
      const error = Math.sqrt(moderated.variances[g] * scale);
      const reach = studentQuantile(0.975, moderated.degrees[g]) * error;
      result.standardErrors[g] = error;
      // Values without any variance: a difference is certain, and no difference is none.
      result.statistics[g] = differences[g] === 0 ? 0 : differences[g] / error;
      result.pValues[g] = Math.min(1, 2 * studentTail(Math.abs(result.statistics[g]), moderated.degrees[g]));
      result.lower[g] = differences[g] - reach;
      result.upper[g] = differences[g] + reach;
    }
  }
  return { differences, ...result, adjustedPValues: benjaminiHochberg(result.pValues), prior: moderated };
}
