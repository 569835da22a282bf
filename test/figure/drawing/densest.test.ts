import { expect, test } from "vitest";
import { densestPoint } from "../../../src/figure/drawing/densest.ts";

test("of a group in two parts, the name stands in the larger one and not between them", () => {
  const xy = [0, 0, 0.1, 0, 0, 0.1, 10, 10, 10.1, 10, 10, 10.1, 10.1, 10.1, 10.05, 10.05];
  const [x, y] = densestPoint(xy, [0, 1, 2, 3, 4, 5, 6, 7], 10) ?? [];
  expect([x, y]).toEqual([10.05, 10.05]);
});

test("only the members count", () => {
  expect(densestPoint([0, 0, 5, 5, 5, 5, 5, 5], [0], 5)).toEqual([0, 0]);
  expect(densestPoint([0, 0], [], 5)).toBeUndefined();
});

test("points that all coincide have a place", () => {
  expect(densestPoint([2, 3, 2, 3], [0, 1], 0)).toEqual([2, 3]);
});
