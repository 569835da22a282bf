import Delaunator from "delaunator";
import { CellScapeError } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";
import { areCollinear, expectPositions } from "./positions.ts";
import { positionsOf } from "./sectionGraphs.ts";

export interface Triangulation {
  /** The first cell of each place, ascending. */
  readonly places: Uint32Array;
  /** [n] for each cell the first cell at its place. */
  readonly firsts: Uint32Array;
  /** Corners of the triangles, three after three, as indices into `places`. */
  readonly triangles: Uint32Array;
  /** For the edge from each corner to the next of its triangle, the same edge in the triangle beyond; -1 at the rim. */
  readonly beyond: Int32Array;
}

/**
 * Delaunay triangulation of the distinct places of cells. Places closer together than float64 resolves may be in no
 * triangle.
 *
 * @param positions [n, 2]
 * @throws bad-shape, bad-data as `expectPositions`; bad-data when there are fewer than three places or all lie on a line.
 */
export function triangulate(positions: Matrix): Triangulation {
  expectPositions(positions);
  const { places, firsts } = distinctPlaces(positions);
  const way = "use the graph of nearest neighbours instead";
  if (places.length < 3) {
    throw new CellScapeError("bad-data", `delaunay: expected cells at 3 or more places, got ${places.length}; ${way}`);
  }
  if (areCollinear(positions)) {
    throw new CellScapeError(
      "bad-data",
      `delaunay: expected positions that span a plane, got ${positions.rows} on one line; ${way}`,
    );
  }
  const { triangles, halfedges } = new Delaunator(Float64Array.from(positionsOf(positions, places).values));
  return { places, firsts, triangles, beyond: halfedges };
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
