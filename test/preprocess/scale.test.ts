import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scaledRows } from "../../src/data/scaledExpression.ts";
import { principalComponents } from "../../src/math/linearAlgebra/pca.ts";
import { aboveZero, centre, denseColumns, scaleGenes, zScore } from "../../src/preprocess/scale.ts";
import { normalizeLog } from "../../src/preprocess/transform/normalize.ts";
import { denseOf, sparseFrom, sparseOf, worstDifference } from "./sparse.ts";

const { expression } = JSON.parse(readFileSync("fixtures/preprocess.json", "utf8"));
const counts = sparseOf(expression.counts);
const logged = await normalizeLog(counts);

describe("zScore", () => {
  test("equals scanpy's scale, with means and deviations", () => {
    const { matrix, mean, deviation } = zScore(logged);
    // The expression differs from scanpy's by float32 rounding, and the deviations divide it.
    expect(worstDifference(matrix.values, expression.scaled)).toBeLessThan(5e-6);
    expect(worstDifference(mean, expression.mean)).toBeLessThan(1e-6);
    expect(worstDifference(deviation, expression.deviation)).toBeLessThan(1e-6);
  });

  test("clips on both sides as scanpy does", () => {
    const cubes = { ...counts, values: counts.values.map((value) => value ** 3) };
    expect(worstDifference(zScore(cubes, { clip: 2 }).matrix.values, expression.clipped)).toBeLessThan(1e-6);
  });

  test("a gene that does not vary becomes 0, even where its mean is rounded", () => {
    const rows = Array.from({ length: 49 }, (_, i) => [0.1, i, 0]);
    const { matrix, deviation } = zScore(sparseFrom(rows));
    for (let i = 0; i < 49; i++) {
      expect(matrix.values[3 * i]).toBe(0);
      expect(matrix.values[3 * i + 2]).toBe(0);
    }
    expect([deviation[0], deviation[2]]).toEqual([1, 1]);
  });

  test("one cell is refused", () => {
    expect(() => zScore(sparseFrom([[1, 2]]))).toThrow(/zScore: expected at least 2 cells, got 1/);
  });
});

describe("centre", () => {
  test("leaves each gene with mean 0 and its differences", () => {
    const { matrix, mean } = centre(logged);
    const dense = denseOf(logged);
    for (let u = 0; u < 30; u++) {
      let sum = 0;
      for (let i = 0; i < 25; i++) {
        sum += matrix.values[30 * i + u];
        expect(matrix.values[30 * i + u] + mean[u]).toBeCloseTo(dense[30 * i + u], 5);
      }
      expect(Math.abs(sum)).toBeLessThan(1e-4);
    }
  });
});

describe("scaleGenes", () => {
  const rowsOf = (scaled: ReturnType<typeof scaleGenes>) => {
    const { rows: n, columns: p, fillInto } = scaledRows(scaled);
    const values = new Float32Array(n * p);
    for (let i = 0; i < n; i++) fillInto(values.subarray(i * p, (i + 1) * p), i);
    return values;
  };
  const cubes = { ...counts, values: counts.values.map((value) => value ** 3) };

  test("has the rows of the dense forms, number for number", () => {
    // A zero has no sign here.
    expect(rowsOf(scaleGenes(cubes, "z-score", { clip: 2 }))).toEqual(zScore(cubes, { clip: 2 }).matrix.values);
    expect(rowsOf(scaleGenes(cubes, "center"))).toEqual(centre(cubes).matrix.values.map((value) => value + 0));
    expect(rowsOf(scaleGenes(cubes, "none"))).toEqual(denseColumns(cubes).values);
  });

  test("has the components of the clipped genes without a dense matrix of them", async () => {
    const above = aboveZero(scaleGenes(cubes, "z-score", { clip: 2 }));
    expect(above.indices).toBe(cubes.indices);
    const sparse = await principalComponents(above, 8);
    const dense = await principalComponents(zScore(cubes, { clip: 2 }).matrix, 8);
    expect(worstDifference(sparse.scores.values, Array.from(dense.scores.values))).toBeLessThan(1e-6);
    expect(sparse.totalVariance).toBeCloseTo(dense.totalVariance, 6);
  });
});

describe("denseColumns", () => {
  test("holds the chosen columns, zeros included", () => {
    const data = sparseFrom([
      [1, 0, 2],
      [0, 3, 4],
    ]);
    expect([...denseColumns(data).values]).toEqual([1, 0, 2, 0, 3, 4]);
    expect(denseColumns(data, Uint32Array.of(0, 2))).toMatchObject({ rows: 2, columns: 2 });
    expect([...denseColumns(data, Uint32Array.of(0, 2)).values]).toEqual([1, 2, 0, 4]);
  });

  test("columns out of order or range are refused", () => {
    expect(() => denseColumns(counts, Uint32Array.of(2, 1))).toThrow(/ascending columns below 30, got 1 at 1/);
    expect(() => denseColumns(counts, Uint32Array.of(30))).toThrow(/got 30 at 0/);
  });
});
