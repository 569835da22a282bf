import type { GroupGraph } from "./paga.ts";

export interface PagaMade {
  /** Connectivity of the domains in z_spatial. */
  readonly paga: GroupGraph;
}
