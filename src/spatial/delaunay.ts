import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";
import { graphFromEdges } from "./edges.ts";
import { positionsOf } from "./sectionGraphs.ts";
import { triangulate } from "./triangulate.ts";

/** Limit of the length of edges. */
export interface DelaunayOptions {
  /** Longest edge, in the unit of the positions; unlimited by default. */
  readonly radius?: number;
}

/**
 * Graph of the edges of the Delaunay triangulation. Cells at one place are triangulated once; the others of the place
 * are joined to the first of them, so that no cell is left alone.
 *
 * @param positions [n, 2] in any unit, that of the radius.
 * @throws as `triangulate`.
 * @see Methods, "Spatial graph"; the edges are those of scipy `Delaunay`.
 */
export async function delaunayGraph(
  positions: Matrix,
  { radius = Number.POSITIVE_INFINITY }: DelaunayOptions = {},
  task: Task = silentTask,
): Promise<Graph> {
  const n = positions.rows;
  await task.update(0.27);
  const { places, firsts, triangles } = triangulate(positions);
  await task.update(0.66);
  const from = new Uint32Array(triangles.length + n);
  const to = new Uint32Array(triangles.length + n);
  let edges = 0;
  const join = (i: number, j: number): void => {
    from[edges] = i;
    to[edges] = j;
    edges++;
  };
  const met = new Uint8Array(places.length);
  for (let t = 0; t < triangles.length; t++) {
    const following = t % 3 === 2 ? t - 2 : t + 1;
    met[triangles[t]] = 1;
    join(places[triangles[t]], places[triangles[following]]);
  }
  // Places closer together than float64 resolves may be left out of the triangles: join them to the nearest place.
  if (met.includes(0)) {
    const nearest = (await nearestNeighbors(positionsOf(positions, places), 1)).indices;
    for (let t = 0; t < places.length; t++) if (met[t] === 0) join(places[t], places[nearest[t]]);
  }
  for (let i = 0; i < n; i++) if (firsts[i] !== i) join(i, firsts[i]);
  return graphFromEdges(positions, { from: from.subarray(0, edges), to: to.subarray(0, edges) }, radius);
}
