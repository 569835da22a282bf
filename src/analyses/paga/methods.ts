import type { Cite } from "../../results/references.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { embeddingWords } from "../umap/words.ts";
import type { PagaMade } from "./made.ts";

const work = {
  work: "Wolf FA, et al. PAGA: graph abstraction reconciles clustering with trajectory inference through a topology preserving map of single cells. Genome Biology 20, 59 (2019).",
};

export function pagaMethods(made: RunArtifacts<PagaMade>, config: Config, cite: Cite): string[] {
  const { paga } = made;
  if (!paga || paga.groups.length < 2) return [];
  const where = embeddingWords(made, config).spatial;
  return [`Domain connectivities were computed with PAGA ${cite(work)} on the nearest neighbours in ${where}.`];
}
