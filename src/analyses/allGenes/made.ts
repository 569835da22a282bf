import type { Sparse } from "../../data/sparse.ts";

/** All genes that passed the filter, not only those that the domains were found with: for markers and spatial genes. */
export interface AllGenes {
  /** Genes of the dataset, ascending. */
  readonly genes: Uint32Array;
  /** [genes] names to show and to look up: symbols where the file has them beside its identifiers. Unique. */
  readonly symbols: readonly string[];
  /** Column of var, or file, that the symbols came from; undefined for the gene names themselves. */
  readonly symbolsFrom: string | undefined;
  /** [cells, genes] natural-log expression. */
  readonly expression: Sparse;
}

export interface AllGenesMade {
  readonly allGenes: AllGenes;
}
