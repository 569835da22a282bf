import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { neighborCount } from "../embeddingGraphs/step.ts";
import type { CellTypesMade } from "./made.ts";
import { capital, typeWords } from "./words.ts";

/** Where the cell types come from. */
export function cellTypeMethods(made: RunArtifacts<CellTypesMade>, _: Config, cite: Cite): string[] {
  const { cellTypes } = made;
  if (!cellTypes) return [];
  const { foundBy, column, embedding, resolution } = cellTypes;
  if (foundBy === "column") return [`Cell types were taken from the annotation "${column}".`];
  const by =
    foundBy === "leiden" ? `the Leiden algorithm ${cite("leiden")}` : `the Louvain algorithm ${cite("louvain")}`;
  const where = embedding === "intrinsic" ? "z_intrinsic" : "principal components of expression";
  return [
    `${capital(typeWords(made).many)} were clustered with ${by} (resolution ${resolution}) on the fuzzy graph of ${neighborCount} nearest neighbours in ${where}.`,
  ];
}
