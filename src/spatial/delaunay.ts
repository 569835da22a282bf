import Delaunator from "delaunator";
import { CellScapeError } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";
import { graphFromEdges } from "./edges.ts";
import { areCollinear, expectPositions } from "./positions.ts";

export interface DelaunayOptions {
  /** Longest edge, in the unit of the positions; unlimited by default. */
  readonly radius?: number;
}

/**
 * Graph of the edges of the Delaunay triangulation. Cells at one place are triangulated once; the others of the place
 * are joined to the first of them, so that no cell is left alone.
 *
 * @param positions [n, 2]
 * @throws bad-shape, bad-data as `expectPositions`; bad-data when there are fewer than three places or all lie on a line.
 * @see Methods, "Spatial graph"; the edges are those of scipy `Delaunay`.
 */
export async function delaunayGraph(
  positions: Matrix,
  { radius = Number.POSITIVE_INFINITY }: DelaunayOptions = {},
  task: Task = silentTask,
): Promise<Graph> {
  expectPositions(positions);
  const n = positions.rows;
  const { places, firsts } = distinctPlaces(positions);
  const way = "use the graph of nearest neighbours instead";
  if (places.length < 3) {
    throw new CellScapeError("bad-data", `delaunay: expected cells at 3 or more places, got ${places.length}; ${way}`);
  }
  if (areCollinear(positions)) {
    throw new CellScapeError(
      "bad-data",
      `delaunay: expected positions that span a plane, got ${n} on one line; ${way}`,
    );
  }

  await task.update(0.27);
  const coordinates = new Float64Array(2 * places.length);
  places.forEach((i, t) => {
    coordinates[2 * t] = positions.values[2 * i];
    coordinates[2 * t + 1] = positions.values[2 * i + 1];
  });
  const { triangles } = new Delaunator(coordinates);
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
    const nearest = (await nearestNeighbors({ rows: places.length, columns: 2, values: coordinates }, 1)).indices;
    for (let t = 0; t < places.length; t++) if (met[t] === 0) join(places[t], places[nearest[t]]);
  }
  for (let i = 0; i < n; i++) if (firsts[i] !== i) join(i, firsts[i]);
  return graphFromEdges(positions, { from: from.subarray(0, edges), to: to.subarray(0, edges) }, radius);
}

/** The first cell of each place, ascending, and for each cell the first cell at its place. */
function distinctPlaces({ rows: n, values }: Matrix): { places: Uint32Array; firsts: Uint32Array } {
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => values[2 * i] - values[2 * j] || values[2 * i + 1] - values[2 * j + 1] || i - j,
  );
  const firsts = new Uint32Array(n);
  for (let t = 0; t < n; t++) {
    const i = order[t];
    const last = t > 0 ? order[t - 1] : i;
    const same = values[2 * i] === values[2 * last] && values[2 * i + 1] === values[2 * last + 1];
    firsts[i] = same && t > 0 ? firsts[last] : i;
  }
  return { places: firsts.filter((first, i) => first === i), firsts };
}
