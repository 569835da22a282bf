import { expect, test } from "vitest";
import { neighborsInSections } from "../../src/spatial/neighborsInSections.ts";

test("neighbours are of the same section, and small sections have fewer", async () => {
  const positions = { rows: 6, columns: 2, values: Float64Array.of(0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 9, 9) };
  const sections = Int32Array.of(0, 1, 0, 1, 0, 2);
  const neighbors = await neighborsInSections(positions, () => 2, sections);
  expect([...neighbors.subarray(0, 2)]).toEqual([2, 4]);
  expect([...neighbors.subarray(2, 4)]).toEqual([3, -1]);
  expect([...neighbors.subarray(10, 12)]).toEqual([-1, -1]);
});
