import type { Artifacts } from "../../run/artifacts.ts";
import type { AllGenes, AllGenesMade } from "./made.ts";

/** All genes with the names that the dataset gives them. */
export interface NamedGenes extends Pick<AllGenes, "genes" | "symbols"> {
  /** Names of the dataset's genes. */
  readonly names: readonly string[];
}

/** Undefined where no analysis needed all genes. */
export function namedGenes({
  dataset,
  allGenes,
}: Pick<Artifacts, "dataset"> & Partial<AllGenesMade>): NamedGenes | undefined {
  return allGenes && { ...allGenes, names: dataset.genes };
}
