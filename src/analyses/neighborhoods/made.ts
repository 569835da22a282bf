import type { NeighborhoodEnrichment } from "./neighborhoods.ts";

/** Who lives beside whom in the tissue. Absent where there are fewer than two categories. */
export interface Neighborhoods {
  readonly domains: NeighborhoodEnrichment | undefined;
  readonly types: NeighborhoodEnrichment | undefined;
}

export interface NeighborhoodsMade {
  readonly neighborhoods: Neighborhoods;
}
