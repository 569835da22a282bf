import { expect, test } from "vitest";
import { extentOf, spacingOf } from "../../../src/figure/drawing/points.ts";
import { hexagons, reference, squares } from "../sample.ts";

test("the spacing of a lattice is its pitch, and it is even", () => {
  expect(spacingOf(squares(400))).toEqual({ distance: 1, even: true });
  const hexagonal = spacingOf(hexagons(20, 20));
  expect(hexagonal.distance).toBeCloseTo(100, 5);
  expect(hexagonal.even).toBe(true);
});

test("the spacing equals scipy's median distance to the fourth neighbour, also of clumped points and of a line", () => {
  for (const [name, { xy, fourth }] of Object.entries(reference.spacing)) {
    const { distance, even } = spacingOf(xy);
    expect(distance, name).toBeCloseTo(fourth, 9);
    expect(even, name).toBe(false);
  }
});

test("points that all coincide, one point and none have no spacing", () => {
  for (const xy of [[], [3, 4], [3, 4, 3, 4, 3, 4]]) expect(spacingOf(xy)).toEqual({ distance: 0, even: false });
});

test("two points are as far apart as they are", () => {
  expect(spacingOf([0, 0, 3, 4]).distance).toBe(5);
});

test("copies of a point do not make the spacing zero", () => {
  const twice = [...squares(100), ...squares(100)];
  expect(spacingOf(twice).distance).toBe(1);
});

test("a position that is not finite is refused with its place", () => {
  expect(() => extentOf([0, 0, Number.NaN, 1])).toThrow("expected finite numbers, got NaN at point 1");
});
