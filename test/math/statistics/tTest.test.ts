import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { holm } from "../../../src/math/statistics/adjust.ts";
import { spreadOf } from "../../../src/math/statistics/spread.ts";
import { pairedTest, type TTest, welchTest } from "../../../src/math/statistics/tTest.ts";

interface Case {
  readonly a: number[];
  readonly b: number[];
  readonly c: number[];
  readonly welch: TTest;
  readonly paired: TTest;
}
interface SpreadCase {
  readonly values: number[];
  readonly mean: number;
  readonly sd: number | null;
  readonly quartiles: [number, number, number];
}
const fixture = JSON.parse(readFileSync("fixtures/benchmark.json", "utf8"));
const cases: Case[] = fixture.tests;
const spreads: SpreadCase[] = fixture.spreads;

function expectClose(got: TTest, { t, degrees, pValue }: TTest): void {
  expect(got.t / t).toBeCloseTo(1, 9);
  expect(got.degrees / degrees).toBeCloseTo(1, 9);
  expect(got.pValue / pValue).toBeCloseTo(1, 8);
}

test.each(cases)("Welch's and the paired test equal scipy's", ({ a, b, c, welch, paired }) => {
  expectClose(welchTest(a, b), welch);
  expectClose(pairedTest(a, c), paired);
});

test("values that do not vary, and single ones, are not tested", () => {
  expect(welchTest([0.7, 0.7, 0.7], [0.6, 0.6]).pValue).toBeNaN();
  expect(welchTest([0.7], [0.6, 0.5]).pValue).toBeNaN();
  expect(pairedTest([1, 2], [0, 1]).pValue).toBeNaN();
  expect(() => pairedTest([1], [1, 2])).toThrow(/values=1/);
});

test("Holm's adjustment equals that of statsmodels, and leaves tests out that were not made", () => {
  const { p, holm: expected } = fixture.adjusted;
  expect([...holm(p)].map((each, i) => each / expected[i])).toEqual(p.map(() => expect.closeTo(1, 12)));
  const one = holm([0.01, Number.NaN, 0.03]);
  expect([...one]).toEqual([0.02, Number.NaN, 0.03]);
});

test.each(spreads)("mean, deviation and quartiles equal numpy's", ({ values, mean, sd, quartiles }) => {
  const spread = spreadOf(values);
  expect(spread.mean).toBeCloseTo(mean, 12);
  expect(spread.sd).toEqual(sd === null ? Number.NaN : expect.closeTo(sd, 12));
  expect([spread.first, spread.median, spread.third]).toEqual(quartiles.map((each) => expect.closeTo(each, 12)));
});
