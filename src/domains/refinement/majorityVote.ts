import { emptyClusters } from "../../cluster/partition.ts";
import { expectShape } from "../../core/errors.ts";

/**
 * One pass of majority vote: each cell takes the label that most of itself and its neighbours hold. A tie that includes
 * the own label keeps it, other ties go to the lowest label.
 *
 * The number of domains is kept: a domain that would lose its last cell keeps those of its cells in whose neighbourhood
 * it is strongest.
 *
 * @param labels [n] domain of each cell, 0 .. count - 1, none of them empty. Not modified.
 * @param neighbors [n, r] the neighbours of each cell, without itself; -1 where there are fewer.
 * @returns [n] labels, each of 0 .. count - 1 at least once.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function majorityVote(labels: Int32Array, neighbors: Int32Array, count: number): Int32Array {
  const n = labels.length;
  if (n === 0 || neighbors.length === 0) return labels.slice();
  const r = Math.ceil(neighbors.length / n);
  expectShape("majorityVote: neighbors", [neighbors.length / r], { cells: n });
  const refined = new Int32Array(n);
  const votes = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    votesInto(votes, labels, neighbors.subarray(i * r, (i + 1) * r), labels[i]);
    let best = 0;
    for (let k = 1; k < count; k++) if (votes[k] > votes[best]) best = k;
    refined[i] = best;
  }
  const strength = (i: number, label: number): number => {
    votesInto(votes, labels, neighbors.subarray(i * r, (i + 1) * r), labels[i]);
    return votes[label];
  };
  // A rescued cell returns to the domain that it came from, so no rescue undoes another: at most `count` passes.
  for (let empty = emptyClusters(refined, count); empty.length > 0; empty = emptyClusters(refined, count)) {
    for (const label of empty) rescueInto(refined, labels, label, strength);
  }
  return refined;
}

/** Votes for each domain of a cell and the cells beside it, into [count]. */
function votesInto(votes: Float64Array, labels: Int32Array, beside: Int32Array, own: number): void {
  votes.fill(0);
  // 1 for its own vote, and 0.5 so that ties stay.
  votes[own] = 1.5;
  for (let e = 0; e < beside.length; e++) if (beside[e] >= 0) votes[labels[beside[e]]]++;
}

/** Give a domain back those of its cells in whose neighbourhood it is strongest. */
function rescueInto(
  refined: Int32Array,
  labels: Int32Array,
  label: number,
  strength: (i: number, label: number) => number,
): void {
  let most = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) most = Math.max(most, strength(i, label));
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label && strength(i, label) === most) refined[i] = label;
  }
}
