import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { chiSquareTail, normalTail, studentQuantile, studentTail } from "../../../src/math/statistics/distributions.ts";

const fixture = JSON.parse(readFileSync("fixtures/analysis-statistics.json", "utf8"));
const normal: { z: number; tail: number }[] = fixture.normal;
const student: { t: number; degrees: number; tail: number }[] = fixture.student;
const chiSquare: { x: number; degrees: number; tail: number }[] = fixture.chiSquare;

/** Relative error; 1e-10 is what p-values near 1e-300 must keep. */
function expectRelative(got: number, expected: number, tolerance = 1e-10): void {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("the normal tail", () => {
  test.each(normal)("keeps ten digits at z = $z", ({ z, tail }) => {
    expectRelative(normalTail(z), tail);
  });

  test("the tails on both sides of zero sum to one", () => {
    for (const z of [0, 0.2, 1.7, 4]) expect(normalTail(z) + normalTail(-z)).toBeCloseTo(1, 14);
  });
});

test.each(student)("Student's tail keeps ten digits at t = $t with $degrees degrees", ({ t, degrees, tail }) => {
  expectRelative(studentTail(t, degrees), tail);
});

test.each(chiSquare)("the chi-square tail keeps ten digits at $x with $degrees degrees", ({ x, degrees, tail }) => {
  expectRelative(chiSquareTail(x, degrees), tail);
});

test("no degrees of freedom are refused", () => {
  expect(() => studentTail(1, 0)).toThrow("expected degrees of freedom above 0, got 0");
  expect(() => chiSquareTail(1, -1)).toThrow("got -1");
});

const quantiles: { p: number; degrees: number; t: number }[] = JSON.parse(
  readFileSync("fixtures/conditions.json", "utf8"),
).student;

test("quantiles of Student's t equal scipy's", () => {
  for (const { p, degrees, t } of quantiles) {
    expect(Math.abs(studentQuantile(p, degrees) - t)).toBeLessThan(1e-9 * Math.max(1, Math.abs(t)));
  }
  expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959963984540054, 10);
  expect(() => studentQuantile(1, 3)).toThrow(/probability in \(0, 1\), got 1/);
});
