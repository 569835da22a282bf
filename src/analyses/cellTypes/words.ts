import { placesWord, type RunArtifacts } from "../../results/reported.ts";
import type { CellTypesMade } from "./made.ts";

/** What the groups that are alike in expression are called. */
export interface TypeWords {
  readonly one: string;
  readonly many: string;
}

/**
 * Clusters of spots or bins, which hold several cells or parts of them, are no cell types: they are called expression
 * clusters. Labels that the user gave are what the user says.
 */
export function typeWords(
  made: Pick<RunArtifacts, "graph"> & { readonly cellTypes?: CellTypesMade["cellTypes"] | undefined },
): TypeWords {
  const clusters = placesWord(made).one !== "cell" && made.cellTypes?.foundBy !== "column";
  return clusters
    ? { one: "expression cluster", many: "expression clusters" }
    : { one: "cell type", many: "cell types" };
}

/** With a capital letter, as at the beginning of a heading. */
export function capital(words: string): string {
  return words[0].toUpperCase() + words.slice(1);
}
