import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { moderatedTests } from "../../../src/math/statistics/moderatedTests.ts";
import { fitSampleModel, type SampleDesign } from "../../../src/math/statistics/sampleModel.ts";

const { groups, adjusted } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8"));
const values = Float64Array.from(groups.values);
const groupOfSample = Int32Array.from(groups.group);

function worst(got: Float64Array, expected: readonly (number | null)[]): number {
  return Math.max(
    ...expected.map((value, g) => (value === null ? (Number.isNaN(got[g]) ? 0 : Infinity) : Math.abs(got[g] - value))),
  );
}

function floats(numbers: readonly (number | null)[]): Float64Array {
  return Float64Array.from(numbers, (value) => value ?? Number.NaN);
}

interface Tested {
  readonly priorDegrees: number;
  readonly [name: string]: readonly (number | null)[] | number;
}

function expectEqual(y: Float64Array, design: SampleDesign, weights: Float64Array | undefined, expected: Tested): void {
  const model = fitSampleModel(y, design, weights);
  const tests = moderatedTests(model, design);
  for (const name of ["statistics", "pValues", "lower", "upper"] as const) {
    expect(worst(tests[name], expected[name] as (number | null)[]), name).toBeLessThan(1e-8);
  }
  expect(tests.prior?.priorDegrees).toBeCloseTo(expected.priorDegrees, 6);
  // A judge of tests says nothing of rows that are not tested.
  const tested = [...tests.pValues.keys()].filter((g) => !Number.isNaN(tests.pValues[g]));
  for (const name of ["differences", "variances"] as const) {
    const [own, theirs] = [model[name], expected[name] as (number | null)[]];
    expect(Math.max(...tested.map((g) => Math.abs(own[g] - (theirs[g] ?? Infinity)))), name).toBeLessThan(1e-9);
  }
}

describe("moderated t tests equal those of statsmodels and limma", () => {
  test.each([
    ["equal weights", groups.equal, { from: 0, to: 1 }, undefined],
    ["weights of their own", groups.weighted, { from: 1, to: 2 }, floats(groups.weights)],
  ] as const)("of samples with %s", (_, expected, contrast, weights) => {
    expectEqual(values, { groupOfSample, groups: 3, ...contrast }, weights, expected);
  });

  const design: SampleDesign = {
    groupOfSample: Int32Array.from(adjusted.group),
    groups: 2,
    from: 0,
    to: 1,
    covariates: [1, 2, 3, 4].map((level) =>
      Float64Array.from(adjusted.donor, (donor: number) => (donor === level ? 1 : 0)),
    ),
  };

  test.each([
    ["equal weights", adjusted.values, undefined, adjusted.equal],
    ["weights of their own", adjusted.values, adjusted.weights, adjusted.weighted],
    ["missing values", adjusted.holes, undefined, adjusted.missing],
    ["weights and missing values", adjusted.holes, adjusted.weights, adjusted.weightedMissing],
  ])("of paired samples with %s", (_, given, weights, expected) => {
    expectEqual(floats(given), design, weights && floats(weights), expected);
  });

  test.each([
    ["equal weights", { from: 1, to: 2 }, undefined, adjusted.age.equal],
    ["weights of their own", { from: 0, to: 1 }, floats(groups.weights), adjusted.age.weighted],
  ])("of samples of an age, with %s", (_, contrast, weights, expected) => {
    const age = Float64Array.from(adjusted.age.age, (years: number) => (years - 64) / 20);
    const aged = { groupOfSample, groups: 3, ...contrast, covariates: [age] };
    expectEqual(floats(adjusted.age.values), aged, weights, expected);
  });

  test("a row that lacks a sample of each pair tells no difference; one of which one pair is left has no test", () => {
    const model = fitSampleModel(floats(adjusted.holes), design);
    expect(model.differences[2]).toBeNaN();
    expect(Number.isFinite(model.differences[3])).toBe(true);
    expect([model.degrees[3], model.variances[3]]).toEqual([0, Number.NaN]);
  });

  test("what is fitted is orthogonal to groups and covariates, and a covariate that others tell changes nothing", () => {
    const y = floats(adjusted.values);
    const model = fitSampleModel(y, design);
    const residual = y.map((value, t) => value - model.fitted[t]);
    for (const column of [...(design.covariates ?? []), Float64Array.from(adjusted.group)]) {
      for (let g = 0; g < 30; g++) {
        const inner = column.reduce((sum, value, s) => sum + value * residual[g * 9 + s], 0);
        expect(Math.abs(inner)).toBeLessThan(1e-11);
      }
    }
    const sex = Float64Array.from(adjusted.donor, (donor: number) => donor % 2);
    const more = fitSampleModel(y, { ...design, covariates: [...(design.covariates ?? []), sex] });
    expect(more.degrees).toEqual(model.degrees);
    expect(more.differences).toEqual(model.differences);
  });

  test("a covariate that is the groups compared leaves no difference to tell, also together with others", () => {
    const y = floats(adjusted.values);
    const same = Float64Array.from(adjusted.group, (code: number) => 0.3 - code);
    expect([...fitSampleModel(y, { ...design, covariates: [same] }).differences].every(Number.isNaN)).toBe(true);
    const part = Float64Array.from(adjusted.donor, (donor: number, s) => adjusted.group[s] + donor / 4);
    const number = Float64Array.from(adjusted.donor, (donor: number) => donor / 4);
    const together = fitSampleModel(y, { ...design, covariates: [part, number] });
    expect([...together.differences].every(Number.isNaN)).toBe(true);
    const alone = fitSampleModel(y, { ...design, covariates: [part] });
    expect([...alone.differences].every(Number.isFinite)).toBe(true);
  });

  test("a covariate that a sample lacks is refused", () => {
    const age = new Float64Array(9);
    age[4] = Number.NaN;
    expect(() => fitSampleModel(floats(adjusted.values), { ...design, covariates: [age] })).toThrow(/NaN for sample 4/);
    expect(() => fitSampleModel(floats(adjusted.values), { ...design, covariates: [age.subarray(1)] })).toThrow(
      /samples=9/,
    );
  });
});

test("a row in which a group has one value has a difference but no test, and takes no part in the prior", () => {
  const some = values.slice();
  some[0] = Number.NaN; // row 0 then has two of group 0, of which another goes
  some[2] = Number.NaN;
  const design = { groupOfSample, groups: 3, from: 0, to: 1 };
  const model = fitSampleModel(some, design);
  const tests = moderatedTests(model, design);
  expect(Number.isFinite(model.differences[0])).toBe(true);
  expect([tests.pValues[0], tests.adjustedPValues[0], tests.lower[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  const others = fitSampleModel(values.subarray(8), design);
  expect(tests.pValues.subarray(1)).toEqual(moderatedTests(others, design).pValues);
});

test("samples of no group take no part", () => {
  const fewer = groupOfSample.map((group) => (group === 2 ? -1 : group));
  const model = fitSampleModel(values, { groupOfSample: fewer, groups: 2, from: 0, to: 1 });
  expect([...new Set(model.degrees)]).toEqual([4]);
  expect(model.means[1]).toBeCloseTo((values[1] + values[3] + values[6]) / 3, 12);
  expect(model.fitted[4]).toBeNaN();
});

test("values that all agree differ by nothing with certainty, not by NaN", () => {
  const design = { groupOfSample: groupOfSample.map((g) => g % 2), groups: 2, from: 0, to: 1 };
  expect([...moderatedTests(fitSampleModel(new Float64Array(16).fill(3), design), design).pValues]).toEqual([1, 1]);
});
