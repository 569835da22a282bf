import { matchClusters } from "../../cluster/partition.ts";
import { normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import { assign } from "../../math/statistics/assignment.ts";
import type { Ensemble } from "./ensemble.ts";
import type { HintedCells } from "./kernel.ts";
import type { LabelFreePolicy } from "./policy.ts";

/** A partition made without hints. */
export interface LabelFree {
  /** [n] 0 .. count - 1, none of them empty. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** The given partition where it has K domains, else that of the ensemble which agrees best with the others of K. */
export function labelFreeOf({ members }: Ensemble, given: LabelFree, count: number): LabelFree {
  if (given.count === count) return given;
  const fitting = members.filter((member) => member.count === count).map(({ refined }) => Int32Array.from(refined));
  const agreement = fitting.map((a) => fitting.reduce((sum, b) => sum + normalizedMutualInformation(a, b), 0));
  const best = agreement.indexOf(Math.max(...agreement));
  return best < 0 ? given : { labels: fitting[best], count };
}

/**
 * The label that each domain is given by the hints in it: one to one so that the most hints agree, then the most frequent of
 * domains that are left.
 *
 * @returns [count] label, -1 for domains without a hint.
 */
export function nameByHints({ labels, count }: LabelFree, { cells, codes }: HintedCells, classes: number): Int32Array {
  const values = new Float64Array(count * classes);
  cells.forEach((cell, h) => {
    values[labels[cell] * classes + codes[h]]++;
  });
  const paired = assign({ rows: count, columns: classes, values: values.map((hits) => -hits) });
  return paired.map((label, k) => {
    const hits = values.subarray(k * classes, (k + 1) * classes);
    if (label >= 0 && hits[label] > 0) return label;
    const most = Math.max(...hits);
    if (most > 0) return hits.indexOf(most);
    // As many labels as domains: what is left of both belongs together.
    return count === classes ? label : -1;
  });
}

/**
 * Probability that the label-free partition is good: that the hints are draws from one which, named by them, explains most, and not
 * from one which explains fewer.
 *
 * @param hints how many independent hints there are.
 * @param explained how many of them it explains.
 */
export function labelFreeEvidence(explained: number, hints: number, { prior, good, other }: LabelFreePolicy): number {
  const odds = prior + explained * Math.log(good / other) + (hints - explained) * Math.log((1 - good) / (1 - other));
  return 1 / (1 + Math.exp(-odds));
}

/** Share of the ensemble's partitions into as many clusters that put each cell into each domain, [n, count]. */
export function sharesOf({ members, cells: n }: Ensemble, { labels, count }: LabelFree): Float32Array {
  const shares = new Float32Array(n * count);
  const same = members.filter((member) => member.count === count);
  for (const { refined } of same) {
    const own = Int32Array.from(refined);
    const partner = matchClusters(own, labels, count);
    own.forEach((label, i) => {
      shares[i * count + partner[label]] += 1 / (same.length + 1);
    });
  }
  labels.forEach((label, i) => {
    shares[i * count + label] += 1 / (same.length + 1);
  });
  return shares;
}
