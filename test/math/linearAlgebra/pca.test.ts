import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import { principalComponents } from "../../../src/math/linearAlgebra/pca.ts";

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly k: number;
  readonly values: number[];
  readonly scores: number[];
  readonly loadings: number[];
  readonly variances: number[];
  readonly total: number;
  readonly mean: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/pca.json", "utf8"));
const [tall, wide] = cases;

const dense = ({ rows, columns, values }: Case): Matrix => ({ rows, columns, values: Float64Array.from(values) });

function sparse({ rows, columns, values }: Matrix | Case): Sparse {
  const starts = new Uint32Array(rows + 1);
  const indices: number[] = [];
  const kept: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let u = 0; u < columns; u++) {
      if (values[i * columns + u] === 0) continue;
      indices.push(u);
      kept.push(values[i * columns + u]);
    }
    starts[i + 1] = kept.length;
  }
  return { rows, columns, starts, indices: Uint32Array.from(indices), values: Float32Array.from(kept) };
}

function worst(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < got.length; i++) largest = Math.max(largest, Math.abs(got[i] - expected[i]));
  return largest;
}

const forms: [string, (c: Case) => Matrix | Sparse, object][] = [
  ["dense, whole Gram matrix", dense, {}],
  ["sparse, whole Gram matrix", sparse, {}],
  ["dense, iterated", dense, { exactLimit: 1, tolerance: 1e-12 }],
  ["sparse, iterated", sparse, { exactLimit: 1, tolerance: 1e-12 }],
];

describe("principalComponents", () => {
  for (const [form, convert, options] of forms) {
    test.each([tall, wide])(`equals scikit-learn's PCA, signs included, on $name (${form})`, async (fixture) => {
      const got = await principalComponents(convert(fixture), fixture.k, options);
      expect(worst(got.scores.values, fixture.scores)).toBeLessThan(1e-8);
      expect(worst(got.loadings.values, fixture.loadings)).toBeLessThan(1e-8);
      expect(worst(got.variances, fixture.variances)).toBeLessThan(1e-9);
      expect(worst(got.mean, fixture.mean)).toBeLessThan(1e-12);
      expect(got.totalVariance).toBeCloseTo(fixture.total, 9);
    });
  }

  test("equals scikit-learn's PCA on an embedding whose components span four thousandfold, far from the origin", async () => {
    const fixture = cases[2];
    const got = await principalComponents(dense(fixture), fixture.k);
    expect(worst(got.scores.values, fixture.scores)).toBeLessThan(1e-8);
    expect(worst(got.loadings.values, fixture.loadings)).toBeLessThan(1e-8);
  });

  test("iteration and decomposition agree on 300 x 200 random data with a flat spectrum", async () => {
    const rng = createRandom(3);
    const data: Matrix = { rows: 300, columns: 200, values: Float64Array.from({ length: 60_000 }, () => rng.normal()) };
    const exact = await principalComponents(data, 20);
    const iterated = await principalComponents(data, 20, { exactLimit: 1 });
    expect(worst(iterated.variances, exact.variances)).toBeLessThan(1e-10);
    // Gaps of a thousandth of the first variance amplify the residual of 1e-8.
    expect(worst(iterated.scores.values, exact.scores.values)).toBeLessThan(1e-3);
  });

  test("iteration finds every copy of a repeated component", async () => {
    // 40 groups of rows at the corners of a simplex: after centring 39 equal variances.
    const values = new Float64Array(80 * 200);
    for (let i = 0; i < 80; i++) values[i * 200 + (i % 40)] = 1;
    const { variances } = await principalComponents({ rows: 80, columns: 200, values }, 19, { exactLimit: 1 });
    expect(variances.length).toBe(19);
    for (const variance of variances) expect(variance).toBeCloseTo(2 / 79, 12);
  });

  test("the same call gives the same bytes, and another start the same components", async () => {
    const data = sparse(tall);
    const first = await principalComponents(data, 8, { exactLimit: 1 });
    expect(await principalComponents(data, 8, { exactLimit: 1 })).toEqual(first);
    const other = await principalComponents(data, 8, { exactLimit: 1, rng: createRandom(9) });
    expect(worst(other.scores.values, first.scores.values)).toBeLessThan(1e-6);
  });

  test("components that the data do not have are left out", async () => {
    // Rank two: every row is a mix of two profiles.
    const values = Float64Array.from({ length: 10 * 6 }, (_, e) => {
      const [i, u] = [Math.floor(e / 6), e % 6];
      return i * u + (i % 3) * (u % 2);
    });
    const got = await principalComponents({ rows: 10, columns: 6, values }, 5);
    expect(got.scores).toMatchObject({ rows: 10, columns: 2 });
    expect(got.loadings).toMatchObject({ rows: 6, columns: 2 });
  });

  test("two cells and one gene still have a component", async () => {
    const got = await principalComponents({ rows: 2, columns: 1, values: Float64Array.of(1, 3) }, 4);
    expect([...got.scores.values]).toEqual([-1, 1]);
    expect([...got.loadings.values]).toEqual([1]);
    expect([...got.variances]).toEqual([2]);
  });

  test("equal rows, missing values and a bad count are refused", async () => {
    const equal = { rows: 50, columns: 3, values: new Float64Array(150).fill(0.1) };
    await expect(principalComponents(equal, 2)).rejects.toThrow(/50 equal rows/);
    await expect(principalComponents(sparse(equal), 2)).rejects.toThrow(/50 equal rows/);
    const missing = { rows: 1, columns: 2, values: Float64Array.of(Number.NaN, 1) };
    await expect(principalComponents(missing, 1)).rejects.toThrow(/finite values/);
    await expect(principalComponents(equal, 0)).rejects.toThrow(/positive number of components, got 0/);
  });

  test("the data are left as they were", async () => {
    const data = dense(tall);
    await principalComponents(data, 3);
    expect([...data.values]).toEqual(tall.values);
  });
});
