import { emptyClusters } from "../cluster/partition.ts";
import { expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";

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

/**
 * The nearest cells of each cell in its own section, fewer in a section with fewer cells.
 *
 * @param positions [n, 2], any unit.
 * @param count how many, in a section of that many cells; 0 for none.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @returns [n, r] for the largest count r, padded with -1.
 */
export async function neighborsInSections(
  positions: Matrix,
  count: (sectionSize: number) => number,
  sections: Int32Array = new Int32Array(positions.rows),
  task: Task = silentTask,
): Promise<Int32Array> {
  expectShape("neighborsInSections: sections", [sections.length], { cells: positions.rows });
  const members = new Map<number, number[]>();
  sections.forEach((section, i) => {
    const cells = members.get(section);
    if (cells === undefined) members.set(section, [i]);
    else cells.push(i);
  });
  const counts = [...members.values()].map((cells) => Math.min(count(cells.length), cells.length - 1));
  const r = Math.max(0, ...counts);
  const neighbors = new Int32Array(positions.rows * r).fill(-1);
  let done = 0;
  for (const [s, cells] of [...members.values()].entries()) {
    const k = counts[s];
    if (k < 1) continue;
    const values = new Float64Array(2 * cells.length);
    cells.forEach((i, at) => {
      values[2 * at] = positions.values[2 * i];
      values[2 * at + 1] = positions.values[2 * i + 1];
    });
    const after = done + cells.length / positions.rows;
    const { indices } = await nearestNeighbors({ rows: cells.length, columns: 2, values }, k, task.part(done, after));
    done = after;
    for (let e = 0; e < indices.length; e++) neighbors[cells[Math.floor(e / k)] * r + (e % k)] = cells[indices[e]];
  }
  return neighbors;
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
