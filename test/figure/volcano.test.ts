import { expect, test } from "vitest";
import { volcano } from "../../src/figure/volcano.ts";
import { textsOf } from "./sample.ts";

const genes = ["MBP", "PLP1", "SNAP25", "ACTB", "GAPDH"];
const values = { changes: [3, 2.2, -2.5, 0.1, 1.5], pValues: [1e-20, 1e-12, 1e-9, 0.8, 0.2] };

test("five genes are this picture", async () => {
  const svg = volcano(genes, values, { title: "Domain 1 against all other cells" });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/volcano.svg");
});

test("only genes beyond both limits are named and counted", () => {
  const texts = textsOf(volcano(genes, values));
  expect(texts).toEqual(expect.arrayContaining(["MBP", "PLP1", "SNAP25", "higher (2)", "lower (1)"]));
  expect(texts).not.toContain("ACTB");
  expect(texts).not.toContain("GAPDH");
});

test("p-values of 0 and endless changes stay within the picture", () => {
  const svg = volcano(["a", "b", "c"], { changes: [30, Number.NEGATIVE_INFINITY, 1], pValues: [0, 0.5, Number.NaN] });
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test("no genes are drawn, arrays of another length are refused", () => {
  expect(volcano([], { changes: [], pValues: [] })).not.toMatch(/NaN|undefined|Infinity/);
  expect(() => volcano(["a"], { changes: [], pValues: [1] })).toThrow("of 1 genes, got 0 and 1");
});

test("names go to both sides, and a change beyond the axis is a triangle at its end", () => {
  const many = Array.from({ length: 40 }, (_, u) => `down${u}`);
  const svg = volcano(
    [...many, "UP", "FAR"],
    {
      changes: [...many.map((_, u) => -2 - u / 40), 1.2, 25],
      pValues: [...many.map(() => 1e-30), 0.01, 1e-3],
    },
    { named: 6 },
  );
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["UP", "FAR"]));
  expect(svg.match(/l5 3.2l-5 3.2Z/g)).toHaveLength(1);
});
