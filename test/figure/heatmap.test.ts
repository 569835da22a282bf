import { expect, test } from "vitest";
import { colorOf } from "../../src/figure/color/colorMap.ts";
import { BACKDROP } from "../../src/figure/color/palette.ts";
import { heatmap } from "../../src/figure/heatmap.ts";
import { textsOf } from "./sample.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);

test("a small table is this picture", async () => {
  const svg = heatmap([1, 0.5, -0.25, 0, Number.NaN, -1], {
    rows: ["first", "second"],
    columns: ["a", "b", "c"],
    map: "diverging",
    range: [-1, 1],
    annotate: true,
    label: "Correlation",
  });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/heatmap.svg");
});

test("the largest value has the last colour, a missing one is pale grey", () => {
  const svg = heatmap([0, 1, 2, Number.NaN], { rows: names(2), columns: names(2) });
  expect(svg).toContain(`fill="${colorOf("viridis", 1)}"`);
  expect(svg).toContain(`fill="${BACKDROP}"`);
});

test("a large table is one image without names", () => {
  const svg = heatmap(new Float32Array(10_000), { rows: names(100), columns: names(100) });
  expect(svg.match(/<image /g)).toHaveLength(1);
  expect(textsOf(svg)).not.toContain("n0");
});

test("an empty table is drawn", () => {
  expect(heatmap([], { rows: [], columns: [] })).not.toMatch(/NaN|undefined|Infinity/);
});

test("a number of values that does not fit is refused", () => {
  expect(() => heatmap([1], { rows: names(2), columns: names(2) })).toThrow("expected 2 x 2 values, got 1");
});

test("rows and columns with colours get a strip beside their names", () => {
  const colors = ["#112233", "#445566"];
  const plain = { rows: names(2), columns: names(2) };
  const svg = heatmap([0, 1, 2, 3], { ...plain, rowColors: colors, columnColors: colors });
  expect(svg.match(/fill="#112233"/g)).toHaveLength(2);
  expect(heatmap([0, 1, 2, 3], plain)).not.toContain("#112233");
});

test("written values share their decimals, which fit the largest", () => {
  const written = (values: number[]) =>
    textsOf(heatmap(values, { rows: ["a"], columns: names(values.length), annotate: true, range: [-1, 1] })).slice(
      0,
      3,
    );
  expect(written([3.1, -0.02, 1])).toEqual(["3.1", "0.0", "1.0"]);
  expect(written([-26.4, 8.86, 0.4])).toEqual(["\u221226", "9", "0"]);
  expect(written([0.5, -0.25, 0.031])).toEqual(["0.50", "\u22120.25", "0.03"]);
  expect(written([0.051, -0.02, 0])).toEqual(["0.051", "\u22120.020", "0.000"]);
});
