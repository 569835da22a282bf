import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { neighborsInSections } from "../../spatial/neighborsInSections.ts";
import { byCells, type RefinementPolicy } from "../policy.ts";
import { refinements } from "./refinements.ts";

/** What a refinement of one tissue takes, for any labels. */
export interface RefinementPlan extends Pick<RefinementPolicy, "rule"> {
  /** [n, r] nearest cells in the section, without the cell itself, padded with -1. */
  readonly neighbors: Int32Array;
  /** Passes of the refinement. */
  readonly rounds: number;
}

/**
 * Smooth labels over the tissue: passes of the refinement among nearest cells of the same section, as many of both as the
 * policy sets for sections of this size. Labels that no cell has are left out; those that some have are kept.
 *
 * @param labels [n] codes >= 0. Not modified.
 * @param positions [n, 2], any unit.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @returns [n] labels.
 * @throws bad-shape when sizes differ.
 * @example
 * import { policies, refine } from "cellscape/domains";
 * const refined = await refine(labels, data.positions, undefined, policies.default.refinement);
 */
export async function refine(
  labels: Int32Array,
  positions: Matrix,
  sections: Int32Array | undefined,
  policy: RefinementPolicy,
  task: Task = silentTask,
): Promise<Int32Array> {
  return refinePresent(await planRefinement(positions, sections, policy, task), labels);
}

/** `refine` by a plan: labels that no cell has are left out. */
export function refinePresent(plan: RefinementPlan, labels: Int32Array): Int32Array {
  const present = [...new Set(labels)].sort((a, b) => a - b);
  const codeOf = new Map(present.map((label, code) => [label, code]));
  const codes = labels.map((label) => codeOf.get(label) ?? 0);
  return refineBy(plan, codes, present.length).map((code) => present[code]);
}

/** Finds the neighbours of each cell and the number of passes. */
export async function planRefinement(
  positions: Matrix,
  sections: Int32Array | undefined,
  { rule, neighbors, leastSection, rounds }: RefinementPolicy,
  task: Task = silentTask,
): Promise<RefinementPlan> {
  let largestSection = 0;
  const wanted = (size: number) => {
    largestSection = Math.max(largestSection, size);
    return size < leastSection ? 0 : neighbors;
  };
  const found = await neighborsInSections(positions, wanted, sections, task);
  return { rule, neighbors: found, rounds: byCells(rounds, largestSection) };
}

/**
 * @param labels [n] 0 .. count - 1, none of them empty. Not modified.
 * @returns [n] labels, none of them empty.
 */
export function refineBy({ rule, neighbors, rounds }: RefinementPlan, labels: Int32Array, count: number): Int32Array {
  let refined = labels;
  for (let round = 0; round < rounds; round++) refined = refinements[rule](refined, neighbors, count);
  return refined;
}
