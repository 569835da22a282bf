import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hypergeometricTail, logHypergeometricTail } from "../../../src/math/statistics/hypergeometric.ts";

interface Case {
  readonly hits: number;
  readonly total: number;
  readonly marked: number;
  readonly draws: number;
  readonly log: number;
  readonly tail: number;
}
const cases: Case[] = JSON.parse(readFileSync("fixtures/analysis-statistics.json", "utf8")).hypergeometric;

test.each(cases)("equals exact arithmetic for $hits hits of $draws drawn, $marked marked of $total", (c) => {
  // The logarithm carries the relative error of the tail as an absolute one.
  expect(Math.abs(logHypergeometricTail(c.hits, c) - c.log)).toBeLessThan(1e-10 + 1e-13 * Math.abs(c.log));
  if (c.tail > 1e-300) expect(Math.abs(hypergeometricTail(c.hits, c) / c.tail - 1)).toBeLessThan(1e-10);
});

test("no hit is certain and more hits than balls are impossible", () => {
  const urn = { total: 100, marked: 10, draws: 20 };
  expect(hypergeometricTail(0, urn)).toBe(1);
  expect(hypergeometricTail(11, urn)).toBe(0);
  expect(hypergeometricTail(5, { total: 10, marked: 8, draws: 7 })).toBe(1);
  expect(hypergeometricTail(1, { total: 0, marked: 0, draws: 0 })).toBe(0);
});

test("the tails of neighbouring counts differ by the mass between them", () => {
  const urn = { total: 300, marked: 60, draws: 50 };
  let mean = 0;
  for (let k = 1; k <= 50; k++) mean += hypergeometricTail(k, urn);
  expect(mean).toBeCloseTo(10, 11);
});

test("more drawn than there are is refused", () => {
  expect(() => hypergeometricTail(1, { total: 5, marked: 2, draws: 6 })).toThrow("2 marked and 6 drawn of 5");
});
