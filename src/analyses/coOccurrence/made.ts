import type { CoOccurrence } from "./coOccurrence.ts";

/** How categories gather around each other by distance. Absent where there are fewer than two categories. */
export interface CoOccurrences {
  readonly domains: CoOccurrence | undefined;
  readonly types: CoOccurrence | undefined;
}

export interface CoOccurrenceMade {
  readonly coOccurrence: CoOccurrences;
}
