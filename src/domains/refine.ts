import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { majorityVote, votingNeighbors } from "./majorityVote.ts";
import type { RefinementPolicy } from "./policy.ts";

/** What a refinement of one tissue takes, for any labels. */
export interface RefinementPlan {
  /** [n, r] nearest cells in the section, without the cell itself, padded with -1. */
  readonly neighbors: Int32Array;
  /** Passes of the majority vote. */
  readonly rounds: number;
}

/**
 * Smooth labels over the tissue: passes of a majority vote among nearest cells of the same section, as many of both as
 * the policy wants for sections of this size. Labels that no cell has take no part; those that some have are kept.
 *
 * @param labels [n] codes >= 0. Not modified.
 * @param positions [n, 2], any unit.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @returns [n] labels.
 * @throws bad-shape when sizes differ.
 */
export async function refine(
  labels: Int32Array,
  positions: Matrix,
  sections: Int32Array | undefined,
  policy: RefinementPolicy,
  task: Task = silentTask,
): Promise<Int32Array> {
  const plan = await planRefinement(positions, sections, policy, task);
  const present = [...new Set(labels)].sort((a, b) => a - b);
  const codeOf = new Map(present.map((label, code) => [label, code]));
  const codes = labels.map((label) => codeOf.get(label) ?? 0);
  return refineBy(plan, codes, present.length).map((code) => present[code]);
}

/** Finds the neighbours of each cell and the number of passes. */
export async function planRefinement(
  positions: Matrix,
  sections: Int32Array | undefined,
  { neighbors, leastSection, rounds }: RefinementPolicy,
  task: Task = silentTask,
): Promise<RefinementPlan> {
  let largestSection = 0;
  const wanted = (size: number) => {
    largestSection = Math.max(largestSection, size);
    return size < leastSection ? 0 : neighbors;
  };
  const found = await votingNeighbors(positions, wanted, sections, task);
  return { neighbors: found, rounds: largestSection < rounds.manyCells ? rounds.few : rounds.many };
}

/**
 * @param labels [n] 0 .. clusters - 1, none of them empty. Not modified.
 * @returns [n] labels, none of them empty.
 */
export function refineBy({ neighbors, rounds }: RefinementPlan, labels: Int32Array, clusters: number): Int32Array {
  let refined = labels;
  for (let round = 0; round < rounds; round++) refined = majorityVote(refined, neighbors, clusters);
  return refined;
}
