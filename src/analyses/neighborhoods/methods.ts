import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { NeighborhoodsMade } from "./made.ts";

export function neighborhoodMethods(
  { neighborhoods }: RunArtifacts<NeighborhoodsMade>,
  _: Config,
  cite: Cite,
): string[] {
  if (!neighborhoods) return [];
  return [
    `Neighbourhood enrichment was computed as in squidpy ${cite("squidpy")}, from the mean and deviation over all permutations of the labels.`,
  ];
}
