import { describe, expect, test } from "vitest";
import { finish } from "../../src/core/paced.ts";
import { createRandom } from "../../src/core/random.ts";
import { geneCorrelation as pacedCorrelation } from "../../src/genemap/correlation.ts";
import { dense, geneMapCases, sparse } from "./cases.ts";

const geneCorrelation = (expression: Parameters<typeof pacedCorrelation>[0]) => finish(pacedCorrelation(expression));

describe("geneCorrelation", () => {
  const small = geneMapCases().filter(({ p }) => p === 16);

  test.each(small)("equals numpy's corrcoef, seed $seed", ({ values, p, correlation }) => {
    const { values: r } = geneCorrelation(dense(values, p));
    // The result is float32.
    for (const [at, expected] of correlation!.entries()) expect(r[at]).toBeCloseTo(expected, 6);
  });

  test("sparse and dense rows give the same correlation, whatever the number of cells and genes", () => {
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
      const a = geneCorrelation(matrix);
      const b = geneCorrelation(sparse(matrix));
      for (let at = 0; at < p * p; at++) expect(a.values[at]).toBeCloseTo(b.values[at], 6);
    }
  });

  test("a constant gene correlates with none but itself", () => {
    const matrix = dense([1, 0.1, 0, 2, 0.1, 0, 4, 0.1, 0], 3);
    const identity = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    expect(geneCorrelation(matrix).values).toEqual(identity);
    expect(geneCorrelation(sparse(matrix)).values).toEqual(identity);
  });

  test("genes that are multiples of each other correlate 1 or -1", () => {
    const { values } = geneCorrelation(dense([1, 2, -3, 2, 4, -6, 4, 8, -12], 3));
    expect(Array.from(values, (r) => Number(r.toFixed(6)))).toEqual([1, 1, -1, 1, 1, -1, -1, -1, 1]);
  });

  test("refuses values that are not finite, naming cell and gene", () => {
    const matrix = dense([1, 2, 3, Number.NaN], 2);
    expect(() => geneCorrelation(matrix)).toThrow("expected finite expression, got NaN in cell 1, gene 1");
    expect(() => geneCorrelation(sparse(matrix))).toThrow("expected finite expression, got NaN in cell 1, gene 1");
  });
});
