import { expect, test } from "vitest";
import { bars } from "../../src/figure/bars.ts";
import { textsOf } from "./sample.ts";

test("scores with a baseline are this picture", async () => {
  const svg = bars(
    ["NMI", "ARI"],
    [
      { name: "cellscape", values: [0.74, 0.63], spread: [0.01, 0.03] },
      { name: "smoothing", values: [0.7, 0.55], baseline: true },
    ],
    { range: [0, 1], axisLabel: "Score", format: (value) => value.toFixed(2) },
  );
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/bars.svg");
});

test("bars are as long as their values", () => {
  const svg = bars(["a", "b"], [{ name: "cells", values: [100, 50] }]);
  const [first, second] = [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
  expect(first).toBe(2 * second);
});

test("every label and value is written", () => {
  const texts = textsOf(bars(["a", "b"], [{ name: "cells", values: [1200, 50], colors: ["#111111", "#222222"] }]));
  expect(texts).toEqual(expect.arrayContaining(["a", "b", "1,200", "50"]));
});

test("negative bars start at zero and go to the left", () => {
  const svg = bars(["a", "b"], [{ name: "ARI", values: [-0.2, 0.4] }]);
  const [first, second] = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map((found) =>
    found.map(Number),
  );
  expect(first[1] + first[2]).toBeCloseTo(second[1], 3);
});

test("missing values and no labels at all are drawn as nothing", () => {
  expect(bars(["a"], [{ name: "x", values: [Number.NaN] }])).not.toMatch(/NaN|undefined|Infinity/);
  expect(bars([], [])).not.toMatch(/NaN|undefined|Infinity/);
});

test("a series of another length is refused by its name", () => {
  expect(() => bars(["a", "b"], [{ name: "cells", values: [1] }])).toThrow("expected 2 values of cells, got 1");
});
