import type { Matrix } from "../../data/matrix.ts";
import { nearestNeighbors } from "../../math/neighbors/nearest.ts";
import { detectLayout } from "./layout.ts";

/** Neighbours of an inner place of a lattice of hexagons, all at one distance; squares have 4. */
const corners = 6;
/** Of the spacing: between the neighbours of a place and the next ones, which are 1.41 (squares) or 1.73 times as far. */
const reach = 1.2;

/**
 * Whether cells lie on a lattice of hexagons, as the spots of Visium: more than half of them have six neighbours at the distance
 * of the nearest one.
 *
 * @param positions [n, 2], n >= 2
 */
export async function onHexagons(positions: Matrix): Promise<boolean> {
  const { kind, spacing } = await detectLayout(positions);
  if (kind !== "lattice" || positions.rows <= corners) return false;
  const { distances } = await nearestNeighbors(positions, corners);
  let inner = 0;
  for (let e = corners - 1; e < distances.length; e += corners) if (distances[e] < reach * spacing) inner++;
  return inner > positions.rows / 2;
}
