import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fitGroupMeans, testGroupDifference } from "../../src/math/groupMeans.ts";

const { groups } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8"));
const values = Float64Array.from(groups.values);
const groupOfSample = Int32Array.from(groups.group);

function worst(got: Float64Array, expected: readonly number[]): number {
  return Math.max(...expected.map((value, g) => Math.abs(got[g] - value)));
}

test.each([
  ["equal weights", groups.equal, { from: 0, to: 1 }, undefined],
  ["weights of their own", groups.weighted, { from: 1, to: 2 }, Float64Array.from(groups.weights)],
] as const)(
  "moderated t tests of samples with %s equal those of statsmodels and limma",
  (_, expected, contrast, weights) => {
    const fit = fitGroupMeans(values, { groupOfSample, groups: 3, ...(weights ? { weights } : {}) });
    expect(worst(fit.variances, expected.variances)).toBeLessThan(1e-12);
    const tests = testGroupDifference(fit, contrast);
    for (const name of ["differences", "statistics", "pValues", "lower", "upper"] as const) {
      expect(worst(tests[name], expected[name])).toBeLessThan(1e-8);
    }
    expect(tests.prior?.priorDegrees).toBeCloseTo(expected.priorDegrees, 6);
  },
);

test("a row in which a group has one value has a difference but no test, and takes no part in the prior", () => {
  const some = values.slice();
  some[0] = Number.NaN; // row 0 then has two of group 0, of which another goes
  some[2] = Number.NaN;
  const tests = testGroupDifference(fitGroupMeans(some, { groupOfSample, groups: 3 }), { from: 0, to: 1 });
  expect(Number.isFinite(tests.differences[0])).toBe(true);
  expect([tests.pValues[0], tests.adjustedPValues[0], tests.lower[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  const others = fitGroupMeans(values.subarray(8), { groupOfSample, groups: 3 });
  expect(tests.pValues.subarray(1)).toEqual(testGroupDifference(others, { from: 0, to: 1 }).pValues);
});

test("samples of no group take no part", () => {
  const fewer = groupOfSample.map((group) => (group === 2 ? -1 : group));
  const fit = fitGroupMeans(values, { groupOfSample: fewer, groups: 2 });
  expect([...new Set(fit.degrees)]).toEqual([4]);
  expect(fit.means[1]).toBeCloseTo((values[1] + values[3] + values[6]) / 3, 12);
});

test("values that all agree differ by nothing with certainty, not by NaN", () => {
  const tests = testGroupDifference(
    fitGroupMeans(new Float64Array(16).fill(3), { groupOfSample: groupOfSample.map((g) => g % 2), groups: 2 }),
    { from: 0, to: 1 },
  );
  expect([...tests.pValues]).toEqual([1, 1]);
});
