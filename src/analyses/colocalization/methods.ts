import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";
import type { ColocalizationMade } from "./made.ts";

export function colocalizationMethods(made: RunArtifacts<ColocalizationMade>): string[] {
  const { colocalization } = made;
  if (!colocalization || colocalization.found.length === 0) return [];
  const { kind, found } = colocalization;
  return [
    `Distances of ${placesWord(made).many} with high ${found.map(({ of }) => of).join(", ")} to the ${kind} were compared with those of all others by the rank-sum statistic, against ${found[0].permutations} random shifts of each sample as a whole.`,
  ];
}
