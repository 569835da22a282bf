import type { RefinementName } from "../policy.ts";
import { majorityVote } from "./majorityVote.ts";
import { nearestMode } from "./nearestMode.ts";
import { outvotedBeside, outvotedWithin } from "./outvoted.ts";
import type { Refinement } from "./refinement.ts";

export const refinements: Readonly<Record<RefinementName, Refinement>> = {
  spatialMajority: majorityVote,
  nearestMode,
  outvotedBeside,
  outvotedWithin,
  none: (labels) => labels,
};
