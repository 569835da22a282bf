import { expect, test } from "vitest";
import { colorOf } from "../../src/figure/color/colorMap.ts";
import { MISSING } from "../../src/figure/color/palette.ts";
import { valueMap, valueMaps } from "../../src/figure/valueMap.ts";
import { dotsOf, hexagons, squares, textsOf } from "./sample.ts";

const xy = hexagons(8, 6);
const values = Array.from({ length: 48 }, (_, i) => i / 10);

test("a value map is this picture", async () => {
  const svg = valueMap(xy, values, { title: "Expression", label: "log1p", map: "light", size: 160, unitUm: 1 });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/valueMap.svg");
});

test("the highest values lie on top", () => {
  const svg = valueMap([0, 0, 1, 0], [5, 1]);
  expect(svg.indexOf(colorOf("viridis", 0.99))).toBeGreaterThan(svg.indexOf(colorOf("viridis", 0.01)));
});

test("missing values are grey and explained", () => {
  const svg = valueMap([0, 0, 1, 0, 2, 0], [5, Number.NaN, 1]);
  expect(svg).toContain(MISSING);
  expect(textsOf(svg)).toContain("no value");
});

test("clipped ends are marked, and a value that most cells share does not swallow the range", () => {
  const counts = new Float64Array(1000).fill(0);
  counts[3] = 7;
  expect(textsOf(valueMap(squares(1000), counts, { clip: 0.01 }))).toContain("6");
  const spread = Float64Array.from({ length: 1000 }, (_, i) => i);
  expect(textsOf(valueMap(squares(1000), spread, { clip: 0.01 }))).toEqual(expect.arrayContaining(["≤ 10", "≥ 989"]));
});

test("the diverging map is centred at zero", () => {
  const texts = textsOf(valueMap([0, 0, 1, 0], [-1, 4], { map: "diverging" }));
  expect(texts).toEqual(expect.arrayContaining(["−4", "0", "4"]));
});

test("equal, no and missing values are drawn", () => {
  for (const [points, each] of [
    [[], []],
    [[1, 1], [3]],
    [
      [1, 1, 2, 2],
      [Number.NaN, Number.NaN],
    ],
    [
      [1, 1, 1, 1],
      [2, 2],
    ],
  ]) {
    const svg = valueMap(points, each);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(dotsOf(svg)).toHaveLength(each.length);
  }
});

test("each panel has its own title and colour bar", () => {
  const texts = textsOf(
    valueMaps([
      { title: "A", xy, values, label: "one" },
      { title: "B", xy, values, label: "two" },
    ]),
  );
  expect(texts).toEqual(expect.arrayContaining(["A", "B", "one", "two"]));
});

test("inputs are not modified, and lengths that do not fit are refused", () => {
  const frozen = Object.freeze([3, 1, 2]);
  valueMap(Object.freeze([0, 0, 1, 1, 2, 2]), frozen);
  expect(() => valueMap(xy, [1])).toThrow("expected a value for each of 48 points, got 1");
});
