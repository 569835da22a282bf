import type { CoOccurrence } from "./coOccurrence.ts";

/** How categories gather around each other by distance. Absent where there are fewer than two categories. */
export interface CoOccurrences {
  readonly domains: KnownCoOccurrence | undefined;
  readonly types: KnownCoOccurrence | undefined;
}

/** With the fingerprint of the cells and labels that it was computed from. */
export interface KnownCoOccurrence extends CoOccurrence {
  readonly madeFrom?: string;
}

export interface CoOccurrenceMade {
  readonly coOccurrence: CoOccurrences;
}
