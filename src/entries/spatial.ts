/**
 * Space: neighbour graphs of cells, smoothing over them, nearest neighbours, and outlines of groups of cells.
 *
 * @module
 */

export type { Graph } from "../data/graph.ts";
export { type Neighbors, nearestNeighbors } from "../math/neighbors/nearest.ts";
export { nearestRows } from "../math/neighbors/nearestRows.ts";
export { alphaGraph } from "../spatial/alphaComplex.ts";
export { type DelaunayOptions, delaunayGraph } from "../spatial/delaunay.ts";
export { buildGraph as spatialGraph, type GraphKind, type GraphOptions, type SpatialGraph } from "../spatial/graph.ts";
export { detectLayout, type Layout } from "../spatial/lattice/layout.ts";
export { type NearestOptions, nearestGraph } from "../spatial/nearest.ts";
export { type OutlinePolygon, outlines } from "../spatial/outlines.ts";
export { ringMeans } from "../spatial/ringMeans.ts";
export { type SampleCodes, sampleGraphs } from "../spatial/sampleGraphs.ts";
export { smooth } from "../spatial/smooth.ts";
export { trimmedDelaunay } from "../spatial/trimmedDelaunay.ts";
