import type { RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "./made.ts";

/** Whether most genes go by Ensembl's identifiers, which gene sets do not use. */
export function areEnsembl(names: readonly string[]): boolean {
  return names.filter(isEnsembl).length > names.length / 2;
}

/** Whether a gene goes by an identifier of Ensembl, of any species. */
export function isEnsembl(name: string): boolean {
  return /^ENS[A-Z]*\d{6,}/.test(name);
}

/** Identifiers of the genes, where symbols stand for them; undefined where genes go by their own names. */
export function geneIdentifiers({
  dataset,
  allGenes,
}: Pick<RunArtifacts, "dataset"> & Partial<AllGenesMade>): readonly string[] | undefined {
  if (allGenes?.symbolsFrom === undefined) return undefined;
  return Array.from(allGenes.genes, (gene) => dataset.genes[gene]);
}

/** What a reader does where genes go by identifiers; undefined where they go by symbols. */
export function wayToSymbols({ symbols }: Pick<AllGenesMade["allGenes"], "symbols">): string | undefined {
  if (!areEnsembl(symbols)) return undefined;
  return (
    `Genes go by Ensembl identifiers such as ${symbols.find(isEnsembl)} here, and gene sets by symbols. Run again with --gene-names FILE, ` +
    `a table of identifiers and symbols: features.tsv.gz of any 10x run of the species, or an export of BioMart.`
  );
}
