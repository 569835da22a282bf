import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { contains, type OutlinePolygon, outlines, signedArea } from "../../src/spatial/outlines.ts";

const inside = ({ outer, holes }: OutlinePolygon, x: number, y: number) =>
  contains(outer, x, y) && !holes.some((hole) => contains(hole, x, y));
const areaOf = (polygons: readonly OutlinePolygon[]) =>
  polygons.reduce((sum, { outer, holes }) => sum + [outer, ...holes].reduce((s, ring) => s + signedArea(ring), 0), 0);

/** n random cells in a square of side 100, in vertical bands. */
function bands(n: number, seed: number) {
  const rng = createRandom(seed);
  const values = Float64Array.from({ length: 2 * n }, () => 100 * rng.uniform());
  const groups = Int32Array.from({ length: n }, (_, i) => Math.floor(values[2 * i] / 25));
  return { positions: { rows: n, columns: 2, values }, groups };
}

test("every cell lies in the outline of its own group and in no other", async () => {
  for (const seed of [1, 2, 3]) {
    const { positions, groups } = bands(800, seed);
    const found = await outlines(positions, groups, 4);
    for (let i = 0; i < groups.length; i++) {
      const [x, y] = positions.values.subarray(2 * i, 2 * i + 2);
      expect(found.map((polygons) => polygons.some((polygon) => inside(polygon, x, y)))).toEqual(
        [0, 1, 2, 3].map((group) => group === groups[i]),
      );
    }
  }
});

test("cells of shuffled groups still lie in their own outlines", async () => {
  const { positions } = bands(500, 4);
  const rng = createRandom(9);
  const groups = Int32Array.from({ length: 500 }, () => Math.floor(3 * rng.uniform()) - 1);
  const found = await outlines(positions, groups, 2);
  groups.forEach((group, i) => {
    const [x, y] = positions.values.subarray(2 * i, 2 * i + 2);
    expect(found.map((polygons) => polygons.some((polygon) => inside(polygon, x, y)))).toEqual(
      [0, 1].map((k) => k === group),
    );
  });
});

test("outlines of a square grid are its squares, half a cell beyond the last cells", async () => {
  const values = new Float64Array(2 * 400);
  for (let i = 0; i < 400; i++) values.set([i % 20, Math.floor(i / 20)], 2 * i);
  const groups = Int32Array.from({ length: 400 }, (_, i) => (i % 20 < 10 ? 0 : 1));
  const [left, right] = await outlines({ rows: 400, columns: 2, values }, groups, 2);
  expect(left.length).toBe(1);
  expect(right.length).toBe(1);
  // 10 x 20 cells of area 1, give or take the margin at the rim of the tissue.
  expect(areaOf(left)).toBeGreaterThan(9.5 * 19);
  expect(areaOf(left)).toBeLessThan(11 * 22);
  const border = left[0].outer.filter(([, y]) => y > 2 && y < 17).map(([x]) => x);
  expect(Math.max(...border)).toBeCloseTo(9.5, 6);
});

test("a group inside another leaves a hole in it, and an empty place does too", async () => {
  const values: number[] = [];
  const groups: number[] = [];
  for (let x = 0; x < 30; x++) {
    for (let y = 0; y < 30; y++) {
      if (Math.hypot(x - 22, y - 22) < 4) continue;
      values.push(x, y);
      groups.push(Math.hypot(x - 9, y - 9) < 5 ? 1 : 0);
    }
  }
  const [around, within] = await outlines(
    { rows: groups.length, columns: 2, values: Float64Array.from(values) },
    Int32Array.from(groups),
    2,
  );
  expect(around.length).toBe(1);
  expect(around[0].holes.length).toBe(2);
  expect(within.length).toBe(1);
  expect(within[0].holes).toEqual([]);
  const [inner] = within;
  const matching = around[0].holes
    .map((hole) => -signedArea(hole))
    .filter((area) => Math.abs(area - signedArea(inner.outer)) < 1e-9);
  expect(matching.length).toBe(1);
});

test("rings are closed, rims turn one way and holes the other", async () => {
  const { positions, groups } = bands(600, 5);
  for (const polygons of await outlines(positions, groups, 4)) {
    for (const { outer, holes } of polygons) {
      for (const ring of [outer, ...holes]) expect(ring.at(-1)).toEqual(ring[0]);
      expect(signedArea(outer)).toBeGreaterThan(0);
      for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
    }
  }
});

test("one cell, cells on a line, cells far apart and cells at one place have outlines", async () => {
  const of = (values: number[], groups: number[]) =>
    outlines({ rows: groups.length, columns: 2, values: Float64Array.from(values) }, Int32Array.from(groups), 2);
  expect((await of([5, 5], [0]))[0].length).toBe(1);
  expect((await of([0, 0, 1, 0, 2, 0, 3, 0], [0, 0, 1, 1])).map((polygons) => polygons.length)).toEqual([1, 1]);
  expect((await of([0, 0, 1, 0, 0, 1, 1e6, 1e6], [0, 0, 0, 1])).map((polygons) => polygons.length)).toEqual([1, 1]);
  expect((await of([0, 0, 0, 0, 1, 1, 2, 0], [0, 0, 0, 0]))[0].length).toBe(1);
  expect((await of([], [])).map((polygons) => polygons.length)).toEqual([0, 0]);
});
