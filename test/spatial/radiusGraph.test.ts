import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { onHexagons } from "../../src/spatial/lattice/hexagons.ts";
import { nearestFirst, radiusGraph } from "../../src/spatial/radiusGraph.ts";

const points = (values: number[]): Matrix => ({
  rows: values.length / 2,
  columns: 2,
  values: Float64Array.from(values),
});
const rng = createRandom(1);
const scattered = points(Array.from({ length: 600 }, () => Math.round(1e4 * rng.uniform()) / 10));

test.each([[1e-3], [20], [75.5], [5000]])("joins exactly the pairs up to a distance of %f", async (radius) => {
  const { rows: n, values } = scattered;
  const { starts, targets, lengths } = await radiusGraph(scattered, radius);
  for (let i = 0; i < n; i++) {
    const near = Array.from({ length: n }, (_, j) => j).filter(
      (j) => j !== i && Math.hypot(values[2 * i] - values[2 * j], values[2 * i + 1] - values[2 * j + 1]) <= radius,
    );
    expect([...targets.subarray(starts[i], starts[i + 1])]).toEqual(near);
  }
  expect(lengths.every((length) => length <= radius)).toBe(true);
});

test("cells at one place are joined unless they are left out, and sections never are", async () => {
  const twins = points([0, 0, 0, 0, 1, 0]);
  const listed = async (options: object) => [...(await radiusGraph(twins, 1, options)).targets];
  expect(await listed({})).toEqual([1, 2, 0, 2, 0, 1]);
  expect(await listed({ coincident: false })).toEqual([2, 2, 0, 1]);
  expect(await listed({ sections: Int32Array.of(0, 1, 0) })).toEqual([2, 0]);
});

test("lists are nearest first, padded with -1", async () => {
  const graph = await radiusGraph(points([0, 0, 3, 0, 1, 0, 9, 0]), 3);
  expect([...nearestFirst(graph)]).toEqual([2, 1, 2, 0, 0, 1, -1, -1]);
});

test("a radius that is no distance is refused", async () => {
  for (const radius of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(radiusGraph(scattered, radius)).rejects.toThrow(/radius graph: expected a finite radius above 0/);
  }
});

test("a lattice of hexagons is told from one of squares and from scattered cells", async () => {
  const lattice = (shift: number, height: number) =>
    points(
      Array.from({ length: 400 }, (_, i) => [
        (i % 20) + shift * (Math.floor(i / 20) % 2),
        height * Math.floor(i / 20),
      ]).flat(),
    );
  expect(await onHexagons(lattice(0.5, Math.sqrt(3) / 2))).toBe(true);
  expect(await onHexagons(lattice(0, 1))).toBe(false);
  expect(await onHexagons(scattered)).toBe(false);
});
