import Delaunator from "delaunator";
import { expect, test } from "vitest";
import { boundaryRings, type Point } from "../../src/spatial/boundary.ts";

/** A square lattice with a label for each point, its rim of nobody. */
function lattice(side: number, labelAt: (x: number, y: number) => number) {
  const points = Array.from({ length: side * side }, (_, i): Point => [i % side, Math.floor(i / side)]);
  const { triangles, halfedges, coords } = new Delaunator(Float64Array.from(points.flat()));
  const rim = (value: number) => value === 0 || value === side - 1;
  const labels = Int32Array.from(points, ([x, y]) => (rim(x) || rim(y) ? -1 : labelAt(x, y)));
  return { mesh: { triangles, halfedges, coordinates: Float64Array.from(coords) }, labels };
}

/** Signed area within a closed ring: positive where it turns to the left with y upwards. */
const area = (ring: readonly Point[]) =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i][0] * y - x * ring[i][1]) / 2, 0);

test("a labelled square has one closed ring about it, its label on the left", () => {
  const { mesh, labels } = lattice(7, () => 0);
  const [[ring, ...others]] = boundaryRings(mesh, labels, 1);
  expect(others).toEqual([]);
  expect(ring[0]).toEqual(ring.at(-1));
  // 5 x 5 points reach half way to the rim, but for the cut corners.
  expect(area(ring)).toBeGreaterThan(23.5);
  expect(area(ring)).toBeLessThanOrEqual(25);
});

test("a hole has a ring that turns the other way", () => {
  const { mesh, labels } = lattice(9, (x, y) => (x === 4 && y === 4 ? -1 : 0));
  const [rings] = boundaryRings(mesh, labels, 1);
  expect(rings.map(area).map(Math.sign).sort()).toEqual([-1, 1]);
});

test("where three labels meet their areas leave no gap and do not overlap", () => {
  const inner = (x: number) => x > 2 && x < 8;
  const three = lattice(11, (x, y) => (inner(x) && inner(y) ? (x < 5 ? 1 : 2) : 0));
  const one = lattice(11, () => 0);
  const sum = (rings: Point[][][]) => rings.flat().reduce((total, ring) => total + area(ring), 0);
  expect(sum(boundaryRings(three.mesh, three.labels, 3))).toBeCloseTo(sum(boundaryRings(one.mesh, one.labels, 1)), 9);
});

test("a label that nobody has no ring", () => {
  const { mesh, labels } = lattice(5, () => 1);
  expect(boundaryRings(mesh, labels, 2)[0]).toEqual([]);
});
