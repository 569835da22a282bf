import type { Enrichment } from "./enrichment.ts";

/** Gene sets over-represented among the markers of one group. */
export interface GroupEnrichment {
  readonly group: string;
  /** Markers that were looked up, the best first. */
  readonly query: readonly string[];
  /** One a library of gene sets. */
  readonly libraries: readonly Enrichment[];
}

/** Gene sets of domains and, where they were found, of cell types. */
export interface GeneSetEnrichment {
  readonly domains: readonly GroupEnrichment[];
  readonly types: readonly GroupEnrichment[];
  /** What the background was, in words. */
  readonly background: string;
}

export interface EnrichmentMade {
  readonly enrichment: GeneSetEnrichment;
}
