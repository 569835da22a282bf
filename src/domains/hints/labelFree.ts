import { matchClusters } from "../../cluster/partition.ts";
import { normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import { assign } from "../../math/statistics/assignment.ts";
import type { Ensemble } from "./ensemble.ts";
import type { HintedCells } from "./kernel.ts";

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
export function nameByHints(labelFree: LabelFree, hints: HintedCells, classes: number): Int32Array {
  return namesOf(hitsOf(labelFree, hints, classes), labelFree.count, classes);
}

/**
 * The label that each of some hints is given by the domain it lies in, where that is named by the other hints; -1 where there
 * are none in it.
 *
 * @param hints all of them.
 * @param wanted those that are left out in turn.
 */
export function foretellByOthers(
  labelFree: LabelFree,
  hints: HintedCells,
  wanted: HintedCells,
  classes: number,
): Int32Array {
  const { labels, count } = labelFree;
  const hits = hitsOf(labelFree, hints, classes);
  return wanted.codes.map((code, h) => {
    const domain = labels[wanted.cells[h]];
    hits[domain * classes + code]--;
    const names = namesOf(hits, count, classes);
    hits[domain * classes + code]++;
    return names[domain];
  });
}

/** [count, classes] hints of each class in each domain. */
function hitsOf({ labels, count }: LabelFree, { cells, codes }: HintedCells, classes: number): Float64Array {
  const hits = new Float64Array(count * classes);
  cells.forEach((cell, h) => {
    hits[labels[cell] * classes + codes[h]]++;
  });
  return hits;
}

function namesOf(values: Float64Array, count: number, classes: number): Int32Array {
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
