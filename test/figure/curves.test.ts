import { expect, test } from "vitest";
import { selectionCurve, trainingCurves } from "../../src/figure/curves.ts";
import { textsOf } from "./sample.ts";

test("each loss has its own panel and scale", () => {
  const svg = trainingCurves([
    { name: "Reconstruction", values: Float32Array.of(1, 0.5, 0.4) },
    { name: "Contrastive", values: [700, 300, 200] },
  ]);
  const texts = textsOf(svg);
  expect(texts).toEqual(expect.arrayContaining(["Reconstruction", "Contrastive", "Step", "700", "0.4"]));
});

test("of many steps means and ranges of stretches are drawn, so that the picture stays small", () => {
  const few = Array.from({ length: 1000 }, (_, step) => 2 + Math.sin(step));
  const many = Array.from({ length: 20_000 }, (_, step) => 2 + Math.sin(step));
  const [small, large] = [few, many].map((values) => trainingCurves([{ name: "Reconstruction", values }]));
  expect(textsOf(small)).toContain("Step");
  expect(textsOf(large)).toEqual(expect.arrayContaining(["Step (mean and range of 20)", "20,000"]));
  expect(large.length).toBeLessThan(5 * small.length);
  expect(
    trainingCurves([{ name: "Gaps", values: many.map((value, at) => (at < 4000 ? Number.NaN : value)) }]),
  ).not.toMatch(/NaN|undefined|Infinity/);
});

test("the curve that chooses the number of domains is this picture", async () => {
  const svg = selectionCurve([4, 5, 6, 7, 8], [0.6, 0.7, 0.9, 0.8, 0.7], {
    spread: [0.05, 0.02, 0.02, 0.04, 0.05],
    chosen: 6,
    scoreName: "Stability",
    title: "Number of domains",
  });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/selectionCurve.svg");
});

test("the chosen number is marked, and every number tried has a tick", () => {
  const texts = textsOf(selectionCurve([2, 3, 4], [1, 3, 2], { chosen: 3 }));
  expect(texts).toEqual(expect.arrayContaining(["K = 3", "2", "3", "4"]));
});

test("one number tried is drawn", () => {
  expect(selectionCurve([7], [0.5], { chosen: 7, spread: [0] })).not.toMatch(/NaN|undefined|Infinity/);
});
