import { expect, test } from "vitest";
import { dotPlot } from "../../src/figure/dotPlot.ts";
import { textsOf } from "./sample.ts";

const options = { groups: ["Domain 1", "Domain 2"], genes: ["MBP", "PLP1", "SNAP25"], label: "Mean log expression" };

test("two groups of three genes are this picture", async () => {
  const svg = dotPlot([1, 0.25, 0, 0.1, 0.5, 0.9], [3, 1, 0, 0.2, 1.5, 2.5], {
    ...options,
    title: "Markers",
    groupColors: ["#4263c5", "#ff8804"],
    blocks: [
      { name: "Domain 1", genes: 2, color: "#4263c5" },
      { name: "Domain 2", genes: 1, color: "#ff8804" },
    ],
  });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/dotPlot.svg");
});

test("the area of a dot is proportional to the fraction", () => {
  const svg = dotPlot([1, 0.25, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], options);
  const [whole, quarter] = [...svg.matchAll(/<circle cx="[^"]*" cy="[^"]*" r="([\d.]+)"[^>]*stroke=/g)].map(([, r]) =>
    Number(r),
  );
  expect((whole / quarter) ** 2).toBeCloseTo(4, 6);
});

test("genes that no cell expresses leave their place empty", () => {
  const svg = dotPlot([0, 0, 0, 0, Number.NaN, 0.5], [0, 0, 0, 0, 0, 1], options);
  expect(svg.match(/<circle [^>]*stroke=/g)).toHaveLength(1);
});

test("groups and genes are named, also when there are none", () => {
  expect(textsOf(dotPlot(new Float64Array(6), new Float64Array(6), options))).toEqual(
    expect.arrayContaining(["Domain 1", "MBP", "SNAP25"]),
  );
  expect(dotPlot([], [], { groups: [], genes: [] })).not.toMatch(/NaN|undefined|Infinity/);
});

test("arrays of another shape are refused", () => {
  expect(() => dotPlot([1], [1], options)).toThrow("expected 2 x 3 fractions and values, got 1 and 1");
});
