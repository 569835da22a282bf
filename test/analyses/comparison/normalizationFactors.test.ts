import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { normalizationFactors } from "../../../src/analyses/comparison/normalizationFactors.ts";

const { expression } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8"));

test.each(["few", "many"])("TMM factors equal rnanorm's, which are edgeR's: %s genes", (name) => {
  const { counts, genes, kept, factors } = expression[name];
  const samples = factors.length;
  const values = Float64Array.from({ length: samples * kept.length }, (_, t) => {
    return counts[Math.floor(t / kept.length) * genes + kept[t % kept.length]];
  });
  normalizationFactors(values, samples).forEach((factor, s) => {
    expect(factor).toBeCloseTo(factors[s], 10);
  });
});

test("equal libraries of any depth have factor 1, genes without counts do not matter, and empty ones have none", () => {
  const row = [5, 9, 0, 30, 2, 7];
  const factors = normalizationFactors(
    Float64Array.from([...row, ...row.map((count) => 3 * count), 0, 0, 0, 0, 0, 0]),
    3,
  );
  expect(factors[0]).toBeCloseTo(1, 12);
  expect(factors[1]).toBeCloseTo(1, 12);
  expect(factors[2]).toBeNaN();
});
