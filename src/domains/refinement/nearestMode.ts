import { byNeighborhood } from "./byNeighborhood.ts";

/**
 * Refinement of GraphST: each cell takes the label that most of its neighbours have, whatever its own is. Of equals the
 * label that comes first by distance.
 *
 * @see GraphST d62b0b7, with the 50 nearest cells.
 */
export const nearestMode = byNeighborhood("nearestMode", ({ own, around, counts }) =>
  // Without neighbours the own label stays.
  around.reduce((best, label) => (best < 0 || counts[label] > counts[best] ? label : best), around.length ? -1 : own),
);
