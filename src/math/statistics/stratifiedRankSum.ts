import { normalTail } from "./distributions.ts";

/** One stratum, such as a sample: the ranks of all its values together. */
export interface RankedStratum {
  /** Values of the group, and of all others. */
  readonly group: number;
  readonly others: number;
  /** Sum of the ranks of the group: 1 is the smallest value, ties share their mean rank. */
  readonly rankSum: number;
  /** Sum of t^3 - t over groups of t equal values. */
  readonly ties: number;
}

export interface StratifiedTest {
  /** Standard normal where group and others have one distribution in each stratum; positive where the group's values are larger. */
  readonly score: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Strata that have values of both. */
  readonly strata: number;
}

/**
 * Wilcoxon's rank-sum test within strata, with the weights of van Elteren: 1 / (values of the stratum + 1), which is the most
 * powerful choice where the effect is one over strata. Of one stratum it is Wilcoxon's test, corrected for ties.
 *
 * @see van Elteren 1960; Lehmann, "Nonparametrics" (1975), section 3.3; SAS PROC FREQ CMH2 SCORES=MODRIDIT.
 */
export function stratifiedRankSum(strata: readonly RankedStratum[]): StratifiedTest {
  let offset = 0;
  let variance = 0;
  let used = 0;
  for (const stratum of strata) {
    const part = stratumPart(stratum);
    if (!part) continue;
    offset += part.offset;
    variance += part.variance;
    used++;
  }
  return stratifiedTest(offset, variance, used);
}

/**
 * What a stratum adds to the offset of the weighted rank sum from its mean, and to the variance; undefined for one that lacks
 * the group or others.
 */
export function stratumPart({
  group,
  others,
  rankSum,
  ties,
}: RankedStratum): { readonly offset: number; readonly variance: number } | undefined {
  if (group === 0 || others === 0) return undefined;
  const all = group + others;
  const weight = 1 / (all + 1);
  const untied = 1 - ties / (all * all * all - all);
  return {
    offset: weight * (rankSum - (group * (all + 1)) / 2),
    variance: (weight * weight * untied * group * others * (all + 1)) / 12,
  };
}

/** The test of the parts of some strata, added up. */
export function stratifiedTest(offset: number, variance: number, strata: number): StratifiedTest {
  const score = variance > 0 ? offset / Math.sqrt(variance) : 0;
  return { score, pValue: strata === 0 ? Number.NaN : Math.min(1, 2 * normalTail(Math.abs(score))), strata };
}
