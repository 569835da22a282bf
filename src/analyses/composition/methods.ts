import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";
import type { CompositionMade } from "./made.ts";

export function compositionMethods(made: RunArtifacts<CompositionMade>): string[] {
  if (!made.composition) return [];
  return [
    `The cell type composition of domains was compared with 1,000 permutations of the types over the ${placesWord(made).many}.`,
  ];
}
