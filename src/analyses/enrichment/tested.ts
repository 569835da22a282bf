import { wayToSymbols } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { EnrichmentMade } from "./made.ts";

/** Whether a gene set was tested in any group: one that shares no gene with the markers is not. */
export function hasTerms({ domains, types }: EnrichmentMade["enrichment"]): boolean {
  return [...domains, ...types].some(({ libraries }) => libraries.some(({ terms }) => terms.length > 0));
}

/** What to do where no gene set shares a gene with the data. */
export function wayTo(allGenes: AllGenesMade["allGenes"] | undefined): string {
  return (allGenes && wayToSymbols(allGenes)) ?? "Check the species and the gene identifiers of the gene sets.";
}
