import type { Cite } from "../../results/references.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { PagaMade } from "./made.ts";

const work =
  "Wolf FA, et al. PAGA: graph abstraction reconciles clustering with trajectory inference through a topology preserving map of single cells. Genome Biology 20, 59 (2019).";

export function pagaMethods({ paga, trained }: RunArtifacts<PagaMade>, _: Config, cite: Cite): string[] {
  if (!paga || paga.groups.length < 2) return [];
  const where = trained ? "z_spatial" : "the averaged components";
  return [`Domain connectivities were computed with PAGA ${cite(work)} on the nearest neighbours in ${where}.`];
}
