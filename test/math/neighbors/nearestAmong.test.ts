import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { rowPool } from "../../../src/math/neighbors/nearestAmong.ts";

test.each([
  [60, 6, 7],
  [61, 4, 1],
  [200, 21, 60],
  [3, 9, 3],
])("the nearest of %i rows of %i columns are those of comparing all, in order", (m, d, k) => {
  const rng = createRandom(m);
  const rows = Float32Array.from({ length: m * d }, () => 1e3 + rng.normal());
  const pool = rowPool(rows, d, k);
  for (let query = 0; query < 20; query++) {
    const point = Float32Array.from({ length: d }, () => 1e3 + rng.normal());
    const square = (j: number) => point.reduce((sum, x, u) => sum + (x - rows[j * d + u]) ** 2, 0);
    const expected = Array.from({ length: m }, (_, j) => j).sort((a, b) => square(a) - square(b));
    const { indices, squares } = pool.nearest(point, k);
    expect([...indices]).toEqual(expected.slice(0, k));
    expect([...squares]).toEqual(expected.slice(0, k).map(square));
  }
});

test("equal distances are ordered by index, and no more rows are found than there are", () => {
  const pool = rowPool(Float32Array.of(1, -1, 1), 1, 5);
  expect([...pool.nearest(Float32Array.of(0), 5).indices]).toEqual([0, 1, 2]);
  expect(rowPool(new Float32Array(0), 1, 5).nearest(Float32Array.of(0), 5).indices).toHaveLength(0);
});
