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
  for (const { group, others, rankSum, ties } of strata) {
    if (group === 0 || others === 0) continue;
    const all = group + others;
    const weight = 1 / (all + 1);
    const untied = 1 - ties / (all * all * all - all);
    offset += weight * (rankSum - (group * (all + 1)) / 2);
    variance += (weight * weight * untied * group * others * (all + 1)) / 12;
    used++;
  }
  const score = variance > 0 ? offset / Math.sqrt(variance) : 0;
  return { score, pValue: used === 0 ? Number.NaN : Math.min(1, 2 * normalTail(Math.abs(score))), strata: used };
}
