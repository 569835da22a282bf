import Delaunator from "delaunator";
import { expectShape } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";
import { boundaryRings, type Point } from "./boundary.ts";
import { expectPositions } from "./positions.ts";

/** A connected area: its rim and the rims of its holes, each a closed ring whose last point repeats the first. */
export interface OutlinePolygon {
  /** Turns from x to y (counterclockwise where y grows upwards). */
  readonly outer: readonly Point[];
  /** Turn the other way. */
  readonly holes: readonly (readonly Point[])[];
}

/**
 * The area of each group of cells, as polygons: borders run half way between cells of different groups, and half a cell
 * beyond the last cells of the tissue. Areas of different groups do not overlap.
 *
 * Empty places near cells get points of no group, everything is triangulated, and each triangle is divided among the
 * groups of its corners. Points at one place count once, as the first of them.
 *
 * @param positions [n, 2] in any unit.
 * @param groups [n] group of each cell; -1: none, the cell's place belongs to nobody.
 * @returns polygons of groups 0, 1, ... count - 1, largest first. Cost: n log n.
 * @throws bad-shape, bad-data as `expectPositions`.
 */
export async function outlines(positions: Matrix, groups: Int32Array, count: number): Promise<OutlinePolygon[][]> {
  expectPositions(positions);
  const { rows: n, values } = positions;
  expectShape("outlines: groups", [groups.length], { cells: n });
  if (n === 0) return Array.from({ length: count }, () => []);
  const empty = emptyPlaces(positions, await cellSpacing(positions));
  const coordinates = new Float64Array(2 * n + empty.length);
  coordinates.set(values.subarray(0, 2 * n));
  coordinates.set(empty, 2 * n);
  const labels = new Int32Array(n + empty.length / 2).fill(-1);
  labels.set(groups);
  const { triangles, halfedges } = new Delaunator(coordinates);
  const rings = boundaryRings({ triangles, halfedges, coordinates }, labels, count);
  return rings.map(nested);
}

/** Distance over which cells are neighbours: median distance to the sixth nearest, or to the farthest of fewer. */
export async function cellSpacing(positions: Matrix): Promise<number> {
  const n = positions.rows;
  if (n < 2) return 1;
  const k = Math.min(6, n - 1);
  const { distances } = await nearestNeighbors(positions, k);
  const sixth = Float64Array.from({ length: n }, (_, i) => distances[i * k + k - 1]).sort();
  const positive = sixth.subarray(sixth.findIndex((distance) => distance > 0));
  return positive[positive.length >> 1] ?? 1;
}

/** Centres of empty squares of side `spacing` near cells, but none nearer than `spacing` to a cell: x, y, x, y, ... */
function emptyPlaces({ rows: n, values }: Matrix, spacing: number): Float64Array {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let right = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    left = Math.min(left, values[2 * i]);
    right = Math.max(right, values[2 * i]);
    top = Math.min(top, values[2 * i + 1]);
  }
  // Room for two squares on each side, so that numbers of squares do not wrap into the next row.
  const across = Math.floor((right - left) / spacing) + 5;
  const squareOf = (x: number, y: number) =>
    (Math.floor((y - top) / spacing) + 2) * across + Math.floor((x - left) / spacing) + 2;
  const inside = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const square = squareOf(values[2 * i], values[2 * i + 1]);
    const cells = inside.get(square);
    if (cells) cells.push(i);
    else inside.set(square, [i]);
  }
  const around = [-2, -1, 0, 1, 2].flatMap((row) => [-2, -1, 0, 1, 2].map((column) => row * across + column));
  const seen = new Set<number>();
  const found: number[] = [];
  for (const occupied of inside.keys()) {
    for (const step of around) {
      const square = occupied + step;
      if (inside.has(square) || seen.has(square)) continue;
      seen.add(square);
      const x = left + ((square % across) - 1.5) * spacing;
      const y = top + (Math.floor(square / across) - 1.5) * spacing;
      if (!isNear(x, y, square)) found.push(x, y);
    }
  }
  return Float64Array.from(found);

  function isNear(x: number, y: number, square: number): boolean {
    for (const row of [-across, 0, across]) {
      for (const column of [-1, 0, 1]) {
        for (const i of inside.get(square + row + column) ?? []) {
          if ((values[2 * i] - x) ** 2 + (values[2 * i + 1] - y) ** 2 < spacing * spacing) return true;
        }
      }
    }
    return false;
  }
}

/** Rings of one group as polygons: each hole goes to the smallest rim around it. */
function nested(rings: readonly (readonly Point[])[]): OutlinePolygon[] {
  const sized = rings.map((ring) => ({ ring, area: signedArea(ring), box: boxOf(ring) }));
  const rims = sized.filter(({ area }) => area > 0).sort((a, b) => b.area - a.area);
  const polygons = rims.map(({ ring }) => ({ outer: ring, holes: [] as (readonly Point[])[] }));
  for (const { ring, area } of sized) {
    if (area >= 0) continue;
    const [x, y] = ring[0];
    for (let at = rims.length - 1; at >= 0; at--) {
      const { box, area: around } = rims[at];
      if (around < -area || x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
      if (!contains(rims[at].ring, x, y)) continue;
      polygons[at].holes.push(ring);
      break;
    }
  }
  return polygons;
}

/** The area of a closed ring, positive where it turns from x to y. */
export function signedArea(ring: readonly Point[]): number {
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at++) twice += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  return twice / 2;
}

/** True for a point inside a closed ring (even-odd rule). */
export function contains(ring: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let at = 0; at + 1 < ring.length; at++) {
    const [ax, ay] = ring[at];
    const [bx, by] = ring[at + 1];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

function boxOf(ring: readonly Point[]): readonly [number, number, number, number] {
  const box: [number, number, number, number] = [ring[0][0], ring[0][1], ring[0][0], ring[0][1]];
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}
