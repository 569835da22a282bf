import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type RankedStratum, stratifiedRankSum } from "../../../src/math/statistics/stratifiedRankSum.ts";

interface Case {
  readonly strata: readonly RankedStratum[];
  readonly score: number;
  readonly pValue: number;
}

const { ranks } = JSON.parse(readFileSync("fixtures/cohort.json", "utf8")) as { readonly ranks: readonly Case[] };

test.each(ranks)(
  "case %#: score and p-value of van Elteren's test are those of the ranks",
  ({ strata, score, pValue }) => {
    const found = stratifiedRankSum(strata);
    expect(found.score).toBeCloseTo(score, 10);
    expect(Math.abs(found.pValue / pValue - 1)).toBeLessThan(1e-9);
    expect(found.strata).toBe(strata.length - 1);
  },
);

test("the order of the strata does not matter but for rounding, and strata without both groups add nothing", () => {
  const [{ strata }] = ranks.slice(1);
  const lone = { group: 0, others: 9, rankSum: 0, ties: 0 };
  expect(stratifiedRankSum([lone, ...strata.toReversed()]).score).toBeCloseTo(stratifiedRankSum(strata).score, 12);
});

test("where no stratum has both groups there is no p-value", () => {
  expect(stratifiedRankSum([{ group: 0, others: 9, rankSum: 0, ties: 0 }])).toEqual({
    score: 0,
    pValue: Number.NaN,
    strata: 0,
  });
});
