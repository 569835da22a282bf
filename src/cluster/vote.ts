import { expectShape } from "../errors.ts";
import { emptyClusters, largestOfRows } from "./partition.ts";

/**
 * One pass of majority vote: each cell takes the label that most of itself and its neighbours hold. A tie that includes
 * the own label keeps it, other ties go to the lowest label.
 *
 * The number of domains is kept: a domain that would lose its last cell keeps those of its cells in whose neighbourhood
 * it is strongest.
 *
 * @param labels [n] domain of each cell, 0 .. clusters - 1, none of them empty. Not modified.
 * @param neighbors [n, r] the cells that vote beside each cell, without itself; -1 where there are fewer.
 * @returns [n] labels, each of 0 .. clusters - 1 at least once.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function majorityVote(labels: Int32Array, neighbors: Int32Array, clusters: number): Int32Array {
  const n = labels.length;
  if (n === 0 || neighbors.length === 0) return labels.slice();
  const r = Math.ceil(neighbors.length / n);
  expectShape("majorityVote: neighbors", [neighbors.length / r], { cells: n });
  const votes = new Float64Array(n * clusters);
  for (let i = 0; i < n; i++) {
    // 1 for its own vote, and 0.5 so that ties stay.
    votes[i * clusters + labels[i]] += 1.5;
    for (let e = i * r; e < (i + 1) * r; e++) {
      if (neighbors[e] >= 0) votes[i * clusters + labels[neighbors[e]]]++;
    }
  }
  const refined = largestOfRows(votes, clusters);
  // A rescued cell returns to the domain that it came from, so no rescue undoes another: at most `clusters` passes.
  for (let empty = emptyClusters(refined, clusters); empty.length > 0; empty = emptyClusters(refined, clusters)) {
    for (const label of empty) rescueInto(refined, labels, votes, label);
  }
  return refined;
}

function rescueInto(refined: Int32Array, labels: Int32Array, votes: Float64Array, label: number): void {
  const clusters = votes.length / labels.length;
  let most = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label) most = Math.max(most, votes[i * clusters + label]);
  }
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label && votes[i * clusters + label] === most) refined[i] = label;
  }
}
