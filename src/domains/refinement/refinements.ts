import type { RefinementName } from "../policy.ts";
import { majorityVote } from "./majorityVote.ts";

/**
 * One pass of a refinement.
 *
 * @param labels [n] 0 .. count - 1, none of them empty. Not modified.
 * @param neighbors [n, r] padded with -1.
 * @returns [n] labels, none of them empty.
 */
export type Refinement = (labels: Int32Array, neighbors: Int32Array, count: number) => Int32Array;

export const refinements: Readonly<Record<RefinementName, Refinement>> = {
  spatialMajority: majorityVote,
  none: (labels) => labels,
};
