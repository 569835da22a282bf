import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { typeWords } from "../cellTypes/words.ts";
import type { CompositionMade } from "./made.ts";

export function compositionMethods(made: RunArtifacts<CellTypesMade & CompositionMade>): string[] {
  if (!made.composition) return [];
  return [
    `The ${typeWords(made).one} composition of domains was compared with that over all permutations of the ${typeWords(made).many} over the ${placesWord(made).many} (hypergeometric test).`,
  ];
}
