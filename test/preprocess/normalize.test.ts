import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { normalizeLog } from "../../src/preprocess/normalize.ts";
import { selectColumns } from "../../src/preprocess/select.ts";
import { cellTotals } from "../../src/preprocess/totals.ts";
import { denseOf, sparseFrom, sparseOf, worstDifference } from "./sparse.ts";

const { expression } = JSON.parse(readFileSync("fixtures/preprocess.json", "utf8"));
const counts = sparseOf(expression.counts);

describe("normalizeLog", () => {
  test("equals scanpy's normalize_total and log1p", () => {
    // scanpy computes in float32 throughout: 1e-6 is some eight of its rounding steps.
    expect(worstDifference(denseOf(normalizeLog(counts)), expression.logged)).toBeLessThan(1e-6);
  });

  test("an empty cell stays empty", () => {
    const { starts } = normalizeLog(counts);
    expect(starts[6] - starts[5]).toBe(0);
  });

  test("totals over all genes give each selected gene the value it has among all", () => {
    const genes = Uint32Array.of(0, 4, 9, 20);
    const whole = normalizeLog(counts);
    const part = normalizeLog(selectColumns(counts, genes), { totals: cellTotals(counts) });
    expect(part).toEqual(selectColumns(whole, genes));
  });

  test("every cell sums to the target once the logarithm is undone", () => {
    const logged = normalizeLog(counts, { target: 500 });
    for (let i = 0; i < 25; i++) {
      let sum = 0;
      for (let e = logged.starts[i]; e < logged.starts[i + 1]; e++) sum += Math.expm1(logged.values[e]);
      if (i !== 5) expect(sum).toBeCloseTo(500, 2);
    }
  });

  test("the counts are left as they were", () => {
    const before = [...counts.values];
    normalizeLog(counts);
    expect([...counts.values]).toEqual(before);
  });

  test("negative and missing counts, unfit totals and a bad target are refused", () => {
    expect(() => normalizeLog(sparseFrom([[1, -2]]))).toThrow(/got -2 for cell 0/);
    expect(() => normalizeLog(sparseFrom([[1], [Number.NaN]]))).toThrow(/got NaN for cell 1/);
    expect(() => normalizeLog(sparseFrom([[1], [2]]), { totals: Float64Array.of(1) })).toThrow(/2 cells, got 1/);
    expect(() => normalizeLog(sparseFrom([[1]]), { target: 0 })).toThrow(/target above 0, got 0/);
  });
});
