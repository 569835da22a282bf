import type { Markers } from "./markers.ts";

export interface MarkersMade {
  /** Of each domain against all other cells; arrays run along `allGenes`. */
  readonly domainMarkers: Markers;
  /** The same of each cell type. */
  readonly typeMarkers: Markers;
}
