import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { groupInFours, nearestGenes } from "../../src/genemap/groups.ts";

/** Distances between points of a line. */
function onLine(points: readonly number[]): Float32Array {
  return Float32Array.from(points.flatMap((a) => points.map((b) => Math.abs(a - b))));
}

describe("groupInFours", () => {
  test("four clusters of four become four groups at the clusters' distances", () => {
    const points = [0, 10, 20, 40].flatMap((centre) => [centre, centre + 0.1, centre + 0.25, centre + 0.35]);
    const { groups, distance } = groupInFours(onLine(points));
    const sorted = groups.map((group) => [...group].sort((a, b) => a - b)).sort((a, b) => a[0] - b[0]);
    expect(sorted).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
      [12, 13, 14, 15],
    ]);
    expect([...distance].sort((a, b) => a - b).slice(4, 6)).toEqual([10, 10]);
  });

  test("every gene is in one group, whatever their number", () => {
    const rng = createRandom(2);
    for (const p of [1, 2, 3, 5, 50, 101]) {
      const { groups } = groupInFours(onLine(Array.from({ length: p }, () => rng.uniform())));
      expect(groups.length).toBe(Math.ceil(Math.ceil(p / 2) / 2));
      expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: p }, (_, u) => u));
    }
  });
});

test("nearestGenes lists the nearest first and never the gene itself", () => {
  expect([...nearestGenes(onLine([0, 1, 3, 7]), 2, [0, 1, 2, 3])]).toEqual([1, 2, 0, 2, 1, 0, 2, 1]);
  expect([...nearestGenes(onLine([0, 1, 3, 7]), 1, [0, 3])]).toEqual([3, 0]);
});
