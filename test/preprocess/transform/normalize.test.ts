import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { selectColumns } from "../../../src/preprocess/select.ts";
import { cellTotals } from "../../../src/preprocess/totals.ts";
import { normalizeLog } from "../../../src/preprocess/transform/normalize.ts";
import { denseOf, sparseFrom, sparseOf, worstDifference } from "../sparse.ts";

const { expression } = JSON.parse(readFileSync("fixtures/preprocess.json", "utf8"));
const counts = sparseOf(expression.counts);

describe("normalizeLog", () => {
  test("equals scanpy's normalize_total and log1p", async () => {
    // scanpy computes in float32 throughout: 1e-6 is some eight of its rounding steps.
    expect(worstDifference(denseOf(await normalizeLog(counts)), expression.logged)).toBeLessThan(1e-6);
  });

  test("an empty cell stays empty", async () => {
    const { starts } = await normalizeLog(counts);
    expect(starts[6] - starts[5]).toBe(0);
  });

  test("totals over all genes give each selected gene the value it has among all", async () => {
    const genes = Uint32Array.of(0, 4, 9, 20);
    const whole = await normalizeLog(counts);
    const part = await normalizeLog(selectColumns(counts, genes), { totals: cellTotals(counts) });
    expect(part).toEqual(selectColumns(whole, genes));
  });

  test("every cell sums to the target once the logarithm is undone", async () => {
    const logged = await normalizeLog(counts, { target: 500 });
    for (let i = 0; i < 25; i++) {
      let sum = 0;
      for (let e = logged.starts[i]; e < logged.starts[i + 1]; e++) sum += Math.expm1(logged.values[e]);
      if (i !== 5) expect(sum).toBeCloseTo(500, 2);
    }
  });

  test("the counts are left as they were", async () => {
    const before = [...counts.values];
    await normalizeLog(counts);
    expect([...counts.values]).toEqual(before);
  });

  test("negative and missing counts, unfit totals and a bad target are refused", async () => {
    await expect(normalizeLog(sparseFrom([[1, -2]]))).rejects.toThrow(/got -2 for cell 0/);
    await expect(normalizeLog(sparseFrom([[1], [Number.NaN]]))).rejects.toThrow(/got NaN for cell 1/);
    await expect(normalizeLog(sparseFrom([[1], [2]]), { totals: Float64Array.of(1) })).rejects.toThrow(
      /2 cells, got 1/,
    );
    await expect(normalizeLog(sparseFrom([[1]]), { target: 0 })).rejects.toThrow(/target above 0, got 0/);
  });
});
