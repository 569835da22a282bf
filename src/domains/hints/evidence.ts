import type { HintedCells } from "./kernel.ts";
import { foretellByOthers, type LabelFree } from "./labelFree.ts";
import type { LabelFreePolicy } from "./policy.ts";

/** How the label-free partition and the regression fare on the hints. */
export interface HintCounts {
  /** Hints that the label-free partition explains, named by all of them. */
  readonly explained: number;
  /** Hints that it does not explain, and that the regression predicts from the others; and those that neither gets. */
  readonly missedAlone: number;
  readonly missedByBoth: number;
  /** Hints that one of the two predicts from the other hints, and the other one does not. */
  readonly byPartition: number;
  readonly byRegression: number;
}

/**
 * Counts hints that the label-free partition and the regression get right. A partition that is named by a hint explains it
 * easily, so both are judged on hints that were left out as well.
 *
 * @param names [n] label that the partition gives each cell, named by all hints.
 * @param judged the hints that are counted, and `foretold`, what the regression makes of each without it.
 */
export function countHints(
  free: { readonly partition: LabelFree; readonly names: Int32Array },
  hints: HintedCells,
  judged: HintedCells & { readonly foretold: Int32Array },
  classes: number,
): HintCounts {
  const others = foretellByOthers(free.partition, hints, judged, classes);
  const counts = { explained: 0, missedAlone: 0, missedByBoth: 0, byPartition: 0, byRegression: 0 };
  judged.codes.forEach((code, h) => {
    const regressed = judged.foretold[h] === code;
    if (free.names[judged.cells[h]] === code) counts.explained++;
    else if (regressed) counts.missedAlone++;
    else counts.missedByBoth++;
    const named = others[h] === code;
    if (named && !regressed) counts.byPartition++;
    if (regressed && !named) counts.byRegression++;
  });
  return counts;
}

/**
 * Probability that the label-free partition is better than what the hints make of the cells: that the hints are draws from a partition
 * which, named by them, explains nearly all, and not from one which explains fewer. Hints that the regression misses too lie
 * where any partition errs and count less; those that only one of the two predicts count for it.
 *
 * @param independent share of the hints that are independent of the others.
 */
export function labelFreeEvidence(
  { explained, missedAlone, missedByBoth, byPartition, byRegression }: HintCounts,
  independent: number,
  policy: LabelFreePolicy,
): number {
  const { prior, good, other } = policy;
  const missed = missedAlone + policy.missedByBoth * missedByBoth;
  const ofNames = explained * Math.log(good / other) + missed * Math.log((1 - good) / (1 - other));
  const odds = prior + independent * (ofNames + (byPartition - byRegression) * Math.log(policy.foretold));
  return 1 / (1 + Math.exp(-odds));
}
