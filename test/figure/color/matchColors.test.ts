import { expect, test } from "vitest";
import { matchColors } from "../../../src/figure/color/matchColors.ts";

const colors = ["#aaaaaa", "#bbbbbb", "#cccccc"];

test("renamed categories get the colours of what they were", () => {
  expect(matchColors([1, 1, 2, 2, 0], [0, 0, 1, 1, 2], { count: 3, colors })).toEqual([
    "#cccccc",
    "#aaaaaa",
    "#bbbbbb",
  ]);
});

test("a category takes the colour that it overlaps most, relative to both sizes", () => {
  const group = [0, 0, 0, 1, 1, 1, 1, 1];
  const reference = [0, 0, 1, 1, 1, 1, 1, 1];
  expect(matchColors(group, reference, { count: 2, colors: colors.slice(0, 2) })).toEqual(["#aaaaaa", "#bbbbbb"]);
});

test("every category has a colour of its own, also when there are more than in the reference", () => {
  const group = [0, 1, 2, 3, 4, -1];
  const matched = matchColors(group, [0, 0, 0, 1, -1, 2], { count: 6, colors });
  expect(matched).toHaveLength(6);
  expect(new Set(matched).size).toBe(6);
});
