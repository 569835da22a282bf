import type { GroupMarkers } from "../markers/markers.ts";

/** What a contrast takes its groups from. */
export type ContrastOf = "domains" | "types" | { readonly column: string };

/** Two groups of cells and how their genes differ. */
export interface Contrasted {
  /** As the user wrote it. */
  readonly requested: string;
  readonly of: ContrastOf;
  /** Labels of the cells on either side. */
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** Of the first side against the second; arrays run along `allGenes`. */
  readonly markers: GroupMarkers;
}

export interface ContrastsMade {
  /** In the order in which they were named. */
  readonly contrasts: readonly Contrasted[];
}
