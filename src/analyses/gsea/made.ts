import type { Gsea } from "./gsea.ts";

/** Gene sets that gather at either end of all genes of one group, ranked by marker score. */
export interface GroupRanking {
  readonly group: string;
  /** One a library of gene sets. */
  readonly libraries: readonly Gsea[];
}

/** Pre-ranked gene set enrichment of domains and, where they were found, of cell types. */
export interface RankedGeneSets {
  readonly domains: readonly GroupRanking[];
  readonly types: readonly GroupRanking[];
  readonly permutations: number;
  /** Ranked genes that a set needs at least, and may have at most. */
  readonly sizes: readonly [number, number];
}

export interface GseaMade {
  readonly gsea: RankedGeneSets;
}
