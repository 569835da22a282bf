import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { benjaminiHochberg } from "../../../src/math/statistics/adjust.ts";

const { p, adjusted }: { p: number[]; adjusted: number[] } = JSON.parse(
  readFileSync("fixtures/analysis-statistics.json", "utf8"),
).benjaminiHochberg;

test("equals statsmodels", () => {
  const got = benjaminiHochberg(Object.freeze(p));
  for (let i = 0; i < p.length; i++) expect(Math.abs(got[i] - adjusted[i])).toBeLessThanOrEqual(1e-14 * adjusted[i]);
});

test("a test that was not made does not count", () => {
  expect([...benjaminiHochberg([0.01, Number.NaN, 0.04])]).toEqual([0.02, Number.NaN, 0.04]);
  expect([...benjaminiHochberg([])]).toEqual([]);
});
