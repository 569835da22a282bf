import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fTail } from "../../../src/math/statistics/distributions.ts";
import { moderatedFTests } from "../../../src/math/statistics/moderatedFTests.ts";
import { moderatedTests } from "../../../src/math/statistics/moderatedTests.ts";
import { fitSampleModel } from "../../../src/math/statistics/sampleModel.ts";

interface Case {
  readonly values: readonly (number | null)[];
  readonly groups: readonly number[];
  readonly covariate: readonly number[] | null;
  readonly weights: readonly number[] | null;
  readonly statistics: readonly number[];
  readonly numerators: readonly number[];
  readonly pValues: readonly number[];
  readonly adjustedPValues: readonly number[];
}
interface Tail {
  readonly f: number;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly tail: number;
}

const { fTests, fTails } = JSON.parse(readFileSync("fixtures/cohort.json", "utf8")) as {
  readonly fTests: readonly Case[];
  readonly fTails: readonly Tail[];
};

const designOf = ({ groups, covariate }: Case) => ({
  groupOfSample: Int32Array.from(groups),
  groups: Math.max(...groups) + 1,
  covariates: covariate ? [Float64Array.from(covariate)] : [],
});
const valuesOf = ({ values }: Case) => Float64Array.from(values, (value) => value ?? Number.NaN);

test.each(fTests)("case %#: F statistics and p-values are those of nested models with moderated variances", (given) => {
  const options = given.weights ? { weights: Float64Array.from(given.weights) } : {};
  const found = moderatedFTests(valuesOf(given), designOf(given), options);
  for (const name of ["statistics", "numerators", "pValues", "adjustedPValues"] as const) {
    const worst = Math.max(...found[name].map((value, g) => Math.abs(value / given[name][g] - 1)));
    expect(worst, name).toBeLessThan(1e-6);
  }
});

test("of two groups F is the square of the moderated t, with its p-value", () => {
  const [given] = fTests.slice(2);
  const design = { ...designOf(given), from: 0, to: 1 };
  const t = moderatedTests(fitSampleModel(valuesOf(given), design), design);
  const f = moderatedFTests(valuesOf(given), design);
  f.statistics.forEach((statistic, g) => {
    expect(statistic).toBeCloseTo(t.statistics[g] ** 2, 8);
    expect(f.pValues[g]).toBeCloseTo(t.pValues[g], 10);
  });
});

test("groups of one sample each are not tested", () => {
  const design = { groupOfSample: Int32Array.of(0, 1, 2, 0), groups: 3 };
  expect(moderatedFTests(Float64Array.of(1, 2, 3, 5), design).pValues).toEqual(Float64Array.of(Number.NaN));
});

test.each(fTails)("P(F > $f) with $numerator and $denominator degrees", ({ f, numerator, denominator, tail }) => {
  const found = fTail(f, [numerator, denominator ?? Number.POSITIVE_INFINITY]);
  expect(Math.abs(found / tail - 1)).toBeLessThan(1e-9);
});
