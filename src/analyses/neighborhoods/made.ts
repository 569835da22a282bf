import type { NeighborhoodEnrichment } from "./neighborhoods.ts";

/** Who lives beside whom in the tissue. Absent where there are fewer than two categories. */
export interface Neighborhoods {
  readonly domains: KnownEnrichment | undefined;
  readonly types: KnownEnrichment | undefined;
}

/** With the fingerprint of the graph and labels that it was computed from. */
export interface KnownEnrichment extends NeighborhoodEnrichment {
  readonly madeFrom?: string;
}

export interface NeighborhoodsMade {
  readonly neighborhoods: Neighborhoods;
}
