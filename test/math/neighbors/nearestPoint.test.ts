import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nearestPointDistance } from "../../../src/math/neighbors/nearestPoint.ts";

const { cells, points, distances } = JSON.parse(readFileSync("fixtures/colocalization.json", "utf8"));

test("distances to the nearest point equal scipy's", () => {
  const distance = nearestPointDistance(points);
  distances.forEach((expected: number, i: number) => {
    expect(distance(cells[2 * i], cells[2 * i + 1])).toBeCloseTo(expected, 12);
  });
});

test("distances are those of comparing all points, also among many, equal and collinear ones, inside and outside", () => {
  const rng = createRandom(1);
  const many = Array.from({ length: 800 }, (_, t) => (t < 200 ? 5 : Math.floor(40 * rng.uniform())));
  const distance = nearestPointDistance(many);
  for (let query = 0; query < 300; query++) {
    const [x, y] = [60 * rng.uniform() - 10, 60 * rng.uniform() - 10];
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < 400; t++) least = Math.min(least, Math.hypot(many[2 * t] - x, many[2 * t + 1] - y));
    expect(distance(x, y)).toBeCloseTo(least, 12);
  }
});

test("without points everything is infinitely far, with one the distance is to it", () => {
  expect(nearestPointDistance([])(1, 2)).toBe(Number.POSITIVE_INFINITY);
  expect(nearestPointDistance([1, 2])(4, 6)).toBe(5);
});
