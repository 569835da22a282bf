import type { SpatialGenes } from "./spatialGenes.ts";

export interface SpatialGenesMade {
  /** Moran's I; arrays run along `allGenes`. */
  readonly spatialGenes: SpatialGenes;
}
