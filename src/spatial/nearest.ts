import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";
import { graphFromEdges } from "./edges.ts";
import { expectPositions } from "./positions.ts";

/** Number of neighbours and limit of their distance. */
export interface NearestOptions {
  readonly neighbors?: number;
  /** Longest edge, in the unit of the positions; unlimited by default. */
  readonly radius?: number;
}

/**
 * Graph that joins each cell to its `neighbors` nearest cells. It is undirected: an edge is there if either end chose
 * the other, so cells have at least `neighbors` neighbours. Equal distances are decided by the lower index.
 *
 * @param positions [n, 2] in any unit, that of the radius.
 * @throws bad-shape, bad-data as `expectPositions`; bad-option when `neighbors` is not in 1 .. n - 1.
 * @see Methods, "Spatial graph"; scipy `cKDTree.query`, union of both directions.
 */
export async function nearestGraph(
  positions: Matrix,
  { neighbors = 6, radius = Number.POSITIVE_INFINITY }: NearestOptions = {},
  task: Task = silentTask,
): Promise<Graph> {
  expectPositions(positions);
  const { indices } = await nearestNeighbors(positions, neighbors, task.part(0, 0.7));
  const from = new Uint32Array(indices.length);
  for (let e = 0; e < from.length; e++) from[e] = Math.floor(e / neighbors);
  return graphFromEdges(positions, { from, to: indices }, radius);
}
