import { always, type RefinementPolicy } from "../policy.ts";

/** Refinements that methods publish with their domains, in sections of any size. */
export const methodRefinements = {
  graphst: { rule: "nearestMode", neighbors: 50, leastSection: 0, rounds: always(1) },
  spagcnHexagons: { rule: "outvotedBeside", neighbors: 6, leastSection: 0, rounds: always(1) },
  spagcn: { rule: "outvotedBeside", neighbors: 4, leastSection: 0, rounds: always(1) },
  /** For its graph of 7 nearest neighbours: floor(3 x 7 / 2). */
  prost: { rule: "outvotedWithin", neighbors: 10, leastSection: 0, rounds: always(3) },
} as const satisfies Record<string, RefinementPolicy>;
