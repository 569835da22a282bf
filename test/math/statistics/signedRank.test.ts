import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { signedRankTest } from "../../../src/math/statistics/signedRank.ts";

interface Case {
  readonly a: number[];
  readonly b: number[];
  readonly method: string;
  readonly p: number;
}
const cases: Case[] = JSON.parse(readFileSync("fixtures/signed-rank.json", "utf8")).cases;

test.each(cases)("equals scipy ($method)", ({ a, b, p }) => {
  expect(signedRankTest(a, b)).toBeCloseTo(p, 9);
  expect(signedRankTest(b, a)).toBeCloseTo(p, 9);
});

test("values that do not differ give 1, and pairs must be pairs", () => {
  expect(signedRankTest([1, 2], [1, 2])).toBe(1);
  expect(signedRankTest([], [])).toBe(1);
  expect(() => signedRankTest([1], [1, 2])).toThrow(/values=1/);
});
