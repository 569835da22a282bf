import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { moderateVariances } from "../../../src/math/statistics/moderation.ts";

interface Case {
  readonly name: string;
  readonly variances: number[];
  readonly degrees: number[];
  readonly priorDegrees: number | null;
  readonly priorVariance: number;
  readonly posterior: number[];
}

const { moderation } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8")) as { moderation: Case[] };
const relative = (got: number, expected: number) => Math.abs(got / expected - 1);

test.each(moderation)("variances are moderated as by limma: $name", (given) => {
  const got = moderateVariances(Float64Array.from(given.variances), Float64Array.from(given.degrees));
  expect(relative(got.priorVariance, given.priorVariance)).toBeLessThan(1e-9);
  if (given.priorDegrees === null) expect(got.priorDegrees).toBe(Number.POSITIVE_INFINITY);
  else expect(relative(got.priorDegrees, given.priorDegrees)).toBeLessThan(1e-8);
  given.posterior.forEach((variance, g) => {
    expect(relative(got.variances[g], variance)).toBeLessThan(1e-8);
  });
});

test("tests that are not made take no part, and the degrees of all are at most those of the data", () => {
  const variances = Float64Array.of(1, Number.NaN, 2, 5);
  const got = moderateVariances(variances, Float64Array.of(3, 0, 3, 0));
  expect(Number.isNaN(got.variances[1])).toBe(true);
  expect(Number.isNaN(got.variances[3])).toBe(true);
  expect([...got.degrees]).toEqual([6, 0, 6, 0]);
  const alone = moderateVariances(Float64Array.of(4), Float64Array.of(5));
  expect([alone.priorDegrees, alone.variances[0], alone.degrees[0]]).toEqual([0, 4, 5]);
});

test("a limit of the prior degrees keeps more of each test's own variance", () => {
  const { variances, degrees } = moderation[2];
  const [v, d] = [Float64Array.from(variances), Float64Array.from(degrees)];
  const limited = moderateVariances(v, d, 3);
  expect(limited.priorDegrees).toBe(3);
  expect(limited.variances[0]).toBeCloseTo((3 * limited.priorVariance + 6 * variances[0]) / 9, 12);
});

test("no test at all and lengths that differ are refused", () => {
  expect(() => moderateVariances(Float64Array.of(1), Float64Array.of(0))).toThrow(/expected a test with degrees/);
  expect(() => moderateVariances(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(/tests=1/);
});
