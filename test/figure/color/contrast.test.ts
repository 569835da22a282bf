import { expect, test } from "vitest";
import { contrastedColors } from "../../../src/figure/color/contrast.ts";
import { contrastOf, palette } from "../../../src/figure/color/palette.ts";

const count = 24;
/** Groups in a row, each on the border of the next. */
const row = Float64Array.from({ length: count * count }, (_, at) =>
  Math.abs(Math.floor(at / count) - (at % count)) === 1 ? 1 : 0,
);
const least = (colors: readonly string[]) =>
  Math.min(...colors.slice(1).map((color, k) => contrastOf(color, colors[k])));

test("neighbours differ more than in the order of the palette, with the same colours", () => {
  const before = palette(count);
  const after = contrastedColors(before, row);
  expect(least(after)).toBeGreaterThan(1.5 * least(before));
  expect([...after].sort()).toEqual([...before].sort());
});

test("groups without borders keep their colours", () => {
  expect(contrastedColors(palette(count), new Float64Array(count * count))).toEqual(palette(count));
});
