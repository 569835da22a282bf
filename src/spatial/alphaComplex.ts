import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";
import { graphFromEdges } from "./edges.ts";
import { type Triangulation, triangulate } from "./triangulate.ts";

/** Nearest cells whose mean distance is the radius. */
const nearestOfRadius = 10;

/**
 * Graph of the edges of an alpha complex: those of the Delaunay triangulation whose ends meet within a disc that is empty
 * of other cells and has at most the radius alpha, which is the mean distance of the 10 nearest cells. Of cells at one
 * position the first is used and the others have no neighbours.
 *
 * @param positions [n, 2] in any unit.
 * @throws as `triangulate`.
 * @see Edelsbrunner, Kirkpatrick and Seidel 1983; the edges are those of GUDHI's AlphaComplex at alpha squared.
 */
export async function alphaGraph(positions: Matrix, task: Task = silentTask): Promise<Graph> {
  const { distances } = await nearestNeighbors(
    positions,
    Math.min(nearestOfRadius, positions.rows - 1),
    task.part(0, 0.6),
  );
  const alpha = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const triangulation = triangulate(positions);
  const { places, triangles, beyond } = triangulation;
  const radii = squaredRadii(positions, triangulation);
  const from: number[] = [];
  const to: number[] = [];
  for (let e = 0; e < triangles.length; e++) {
    // Each edge once: from the side of the higher number, or at the rim.
    if (beyond[e] > e || radii[e] > alpha * alpha) continue;
    from.push(places[triangles[e]]);
    to.push(places[triangles[next(e)]]);
  }
  await task.update(1);
  return graphFromEdges(positions, { from: Uint32Array.from(from), to: Uint32Array.from(to) });
}

/**
 * Squared radius of the smallest disc that touches both ends of each edge and holds no place: the disc on the edge itself
 * if no opposite corner lies inside of it, else the smaller of the circles around its triangles.
 */
function squaredRadii({ values }: Matrix, { places, triangles, beyond }: Triangulation): Float64Array {
  const at = (corner: number): readonly [number, number] => {
    const cell = places[triangles[corner]];
    return [values[2 * cell], values[2 * cell + 1]];
  };
  const seen = (e: number) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [at(e), at(next(e)), at(next(next(e)))];
    const [ux, uy, vx, vy] = [ax - cx, ay - cy, bx - cx, by - cy];
    const length = (ax - bx) ** 2 + (ay - by) ** 2;
    const area = ux * vy - uy * vx;
    // An angle above a right one sees the edge from inside the disc on it.
    const inside = ux * vx + uy * vy < 0;
    return { length, inside, around: (length * (ux * ux + uy * uy) * (vx * vx + vy * vy)) / (4 * area * area) };
  };
  return Float64Array.from(triangles, (_, e) => {
    const sides = beyond[e] < 0 ? [seen(e)] : [seen(e), seen(beyond[e])];
    return sides.some(({ inside }) => inside) ? Math.min(...sides.map(({ around }) => around)) : sides[0].length / 4;
  });
}

/** The next corner of the same triangle. */
function next(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}
