import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { geneCorrelation } from "../../src/genemap/correlation.ts";
import { dense, geneMapCases, sparse } from "./cases.ts";

describe("geneCorrelation", () => {
  const small = geneMapCases().filter(({ p }) => p === 16);

  test.each(small)("equals numpy's corrcoef, seed $seed", async ({ values, p, correlation }) => {
    const { values: r } = await geneCorrelation(dense(values, p));
    // The result is float32.
    for (const [at, expected] of correlation!.entries()) expect(r[at]).toBeCloseTo(expected, 6);
  });

  test("sparse and dense rows give the same correlation, whatever the number of cells and genes", async () => {
    const rng = createRandom(1);
    for (const [n, p] of [
      [1, 1],
      [2, 3],
      [300, 7],
      [513, 18],
      [40, 61],
    ]) {
      const matrix = dense(
        Float32Array.from({ length: n * p }, () => (rng.uniform() < 0.7 ? 0 : rng.uniform() * 5)),
        p,
      );
      const a = await geneCorrelation(matrix);
      const b = await geneCorrelation(sparse(matrix));
      for (let at = 0; at < p * p; at++) expect(a.values[at]).toBeCloseTo(b.values[at], 6);
    }
  });

  test("a constant gene correlates with none but itself", async () => {
    const matrix = dense([1, 0.1, 0, 2, 0.1, 0, 4, 0.1, 0], 3);
    const identity = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    expect((await geneCorrelation(matrix)).values).toEqual(identity);
    expect((await geneCorrelation(sparse(matrix))).values).toEqual(identity);
  });

  test("genes that are multiples of each other correlate 1 or -1", async () => {
    const { values } = await geneCorrelation(dense([1, 2, -3, 2, 4, -6, 4, 8, -12], 3));
    expect(Array.from(values, (r) => Number(r.toFixed(6)))).toEqual([1, 1, -1, 1, 1, -1, -1, -1, 1]);
  });

  test("refuses values that are not finite, naming cell and gene", async () => {
    const matrix = dense([1, 2, 3, Number.NaN], 2);
    await expect(geneCorrelation(matrix)).rejects.toThrow("expected finite expression, got NaN in cell 1, gene 1");
    await expect(geneCorrelation(sparse(matrix))).rejects.toThrow(
      "expected finite expression, got NaN in cell 1, gene 1",
    );
  });
});
