import { expect, test } from "vitest";
import { labelPlaces } from "../../../src/figure/drawing/labelPlaces.ts";

test("captions that would cover each other move to their next place, and are left out where none is free", () => {
  const label = (y: number, ...others: number[]) => ({
    width: 40,
    places: [y, ...others].map((at) => [100, at] as const),
  });
  expect(labelPlaces([label(10), label(12, 30), label(11, 29)], 12)).toEqual([[100, 10], [100, 30], undefined]);
});

test("captions side by side or below each other stay where they are", () => {
  const at = (x: number, y: number) => ({ width: 40, places: [[x, y] as const] });
  expect(labelPlaces([at(0, 0), at(43, 0), at(0, 12)], 12)).toEqual([
    [0, 0],
    [43, 0],
    [0, 12],
  ]);
});

test("a caption steps aside for an obstacle, but covers it rather than nothing", () => {
  const obstacle = { x: 0, y: 0, width: 20, height: 20 };
  const [aside, over] = labelPlaces(
    [
      { width: 40, places: [[0, 4] as const, [0, 30] as const] },
      { width: 40, places: [[0, 4] as const] },
    ],
    12,
    [obstacle],
  );
  expect(aside).toEqual([0, 30]);
  expect(over).toEqual([0, 4]);
});
