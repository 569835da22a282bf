import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nearestAmong } from "../../../src/math/neighbors/nearestAmong.ts";

test("the nearest rows are those of comparing all, in order, also beyond the leading columns", () => {
  const rng = createRandom(1);
  const values = Float64Array.from({ length: 60 * 6 }, () => rng.normal());
  const point = Float64Array.from({ length: 6 }, () => rng.normal());
  const square = (j: number) => point.reduce((sum, x, u) => sum + (x - values[j * 6 + u]) ** 2, 0);
  const expected = Array.from({ length: 60 }, (_, j) => j).sort((a, b) => square(a) - square(b));
  const { indices, squares } = nearestAmong(point, { rows: 60, columns: 6, values }, 7);
  expect([...indices]).toEqual(expected.slice(0, 7));
  squares.forEach((value, rank) => {
    expect(value).toBeCloseTo(square(expected[rank]), 10);
  });
});

test("equal distances are ordered by index, and no more rows are found than there are", () => {
  const { indices } = nearestAmong([0], { rows: 3, columns: 1, values: Float64Array.of(1, -1, 1) }, 5);
  expect([...indices]).toEqual([0, 1, 2]);
});
