import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { nearestNeighbors } from "../../../src/math/neighbors/nearest.ts";

interface Case {
  readonly name: string;
  readonly k: number;
  readonly positions: number[];
  readonly indices: number[];
  readonly distances: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/spatial.json", "utf8"));

const matrix = (values: ArrayLike<number>): Matrix => ({
  rows: values.length / 2,
  columns: 2,
  values: Float64Array.from(values),
});

/** All pairs, sorted by distance, then index. */
function plain({ rows: n, values }: Matrix, k: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    const square = (j: number) => (values[2 * i] - values[2 * j]) ** 2 + (values[2 * i + 1] - values[2 * j + 1]) ** 2;
    const others = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    out.push(...others.sort((a, b) => square(a) - square(b) || a - b).slice(0, k));
  }
  return out;
}

const layouts: Record<string, (i: number, rng: Random) => [number, number]> = {
  uniform: (_, rng) => [rng.uniform(), rng.uniform()],
  "clusters of sizes from 1 to a millionth": (_, rng) => {
    const scale = 10 ** -rng.integer(7);
    return [rng.integer(3) + rng.normal() * scale, rng.normal() * scale];
  },
  "an exact lattice": (i) => [i % 17, Math.floor(i / 17)],
  "a line": (i) => [i * 0.1, 3],
  "six places": (_, rng) => [rng.integer(3), rng.integer(2)],
  "one place": () => [1, 1],
};

describe("nearestNeighbors", () => {
  test.each(cases)("equals scipy's cKDTree on $name points", async ({ positions, k, indices, distances }) => {
    const got = await nearestNeighbors(matrix(positions), k);
    expect([...got.indices]).toEqual(indices);
    for (let e = 0; e < distances.length; e++) expect(got.distances[e]).toBeCloseTo(distances[e], 12);
  });

  test.each(Object.entries(layouts))("equals the search over all pairs, ties by index, on %s", async (_, place) => {
    const rng = createRandom(5);
    for (const [n, k] of [
      [2, 1],
      [9, 8],
      [240, 7],
      [240, 60],
    ]) {
      const positions = matrix(Array.from({ length: n }, (_, i) => place(i, rng)).flat());
      expect([...(await nearestNeighbors(positions, k)).indices]).toEqual(plain(positions, k));
    }
  });

  test("positions as float32 give the neighbours of the same numbers as float64", async () => {
    const single = Float32Array.from(cases[0].positions);
    const got = await nearestNeighbors({ rows: single.length / 2, columns: 2, values: single }, 5);
    expect(got).toEqual(await nearestNeighbors(matrix(single), 5));
  });

  test("positions are left as they were", async () => {
    const positions = matrix(cases[0].positions);
    await nearestNeighbors(positions, 3);
    expect([...positions.values]).toEqual(cases[0].positions);
  });

  test("more neighbours than cells, missing positions and three axes are refused", async () => {
    await expect(nearestNeighbors(matrix([0, 0, 1, 1]), 2)).rejects.toThrow(/1 to 1 neighbours among 2 cells, got 2/);
    await expect(nearestNeighbors(matrix([0, 0, 1, 1]), 0)).rejects.toThrow(/got 0/);
    await expect(nearestNeighbors(matrix([0, 0, 1, Number.NaN]), 1)).rejects.toThrow(/got NaN for cell 1/);
    await expect(nearestNeighbors({ rows: 1, columns: 3, values: new Float64Array(3) }, 1)).rejects.toThrow(/axes=2/);
  });
});
