import { expect, test } from "vitest";
import { MOST_VECTORS } from "../../src/figure/drawing/scatter.ts";
import { textWidth } from "../../src/figure/drawing/text.ts";
import { embedding } from "../../src/figure/embedding.ts";
import { dotsOf, squares, textsOf } from "./sample.ts";

const xy = [0, 0, 1, 0.5, 0.5, 1, 6, 6, 7, 6.5, 6.5, 7];

test("two clouds coloured twice are this picture", async () => {
  const svg = embedding(
    xy,
    [
      { title: "Domains", group: [0, 0, 0, 1, 1, -1], names: ["Domain 1", "Domain 2"] },
      { title: "Samples", group: [0, 1, 0, 1, 0, 1], names: ["A", "B"], named: false },
    ],
    { title: "UMAP" },
  );
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/embedding.svg");
});

test("y grows upwards", () => {
  const [low, high] = dotsOf(embedding([0, 0, 0, 10], [{ group: [0, 0], names: ["a"] }]));
  expect(high[1]).toBeLessThan(low[1]);
});

test("names of groups at the edge stay clear of the legend", () => {
  const names = ["left", "a group with a long name at the right"];
  const svg = embedding([0, 0, 0, 10, 10, 0, 10, 10], [{ group: [0, 0, 1, 1], names }], { size: 300 });
  const [, x] = svg.match(/<text [^>]*x="([\d.]+)"[^>]*text-anchor="middle"[^>]*>a group/) ?? [];
  expect(Number(x) + textWidth(names[1], { size: 11.5, bold: true }) / 2).toBeLessThan(320);
});

test("axes have names and no numbers", () => {
  const texts = textsOf(embedding(xy, [{ group: new Int32Array(6), names: ["a"] }], { axes: ["PC 1", "PC 2"] }));
  expect(texts).toEqual(expect.arrayContaining(["PC 1", "PC 2", "a"]));
});

test("more than 20,000 points are one image", () => {
  const n = MOST_VECTORS + 1;
  const svg = embedding(squares(n), [{ group: new Int32Array(n), names: ["a"] }]);
  expect(svg.match(/<image /g)).toHaveLength(1);
  expect(dotsOf(svg)).toHaveLength(0);
});

test("no points are drawn, another number of groups is refused", () => {
  expect(embedding([], [{ group: [], names: [] }])).not.toMatch(/NaN|undefined|Infinity/);
  expect(() => embedding(xy, [{ group: [0], names: ["a"] }])).toThrow("expected a group for each of 6 points, got 1");
});
