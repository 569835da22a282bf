import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { symmetricEigen } from "../../../src/math/linearAlgebra/eigen.ts";
import { multiplyRightTransposed } from "../../../src/math/linearAlgebra/multiply.ts";

function randomGram(size: number): Matrix {
  const rng = createRandom(size);
  const root = { rows: size, columns: size, values: Float64Array.from({ length: size * size }, () => rng.normal()) };
  return multiplyRightTransposed(root, root);
}

/** Largest entries of A V - V diag(values), relative to the first value, and of V V^T - I. */
function defects(matrix: Matrix, { values, vectors }: ReturnType<typeof symmetricEigen>): [number, number] {
  const size = matrix.rows;
  const turned = multiplyRightTransposed(vectors, matrix).values;
  const inner = multiplyRightTransposed(vectors, vectors).values;
  const scale = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  let residual = 0;
  let skew = 0;
  for (let i = 0; i < values.length; i++) {
    for (let t = 0; t < size; t++) {
      residual = Math.max(residual, Math.abs(turned[i * size + t] - values[i] * vectors.values[i * size + t]) / scale);
    }
    for (let j = 0; j < values.length; j++) {
      skew = Math.max(skew, Math.abs(inner[i * values.length + j] - (i === j ? 1 : 0)));
    }
  }
  return [residual, skew];
}

function diagonal(entries: number[]): Matrix {
  const size = entries.length;
  const values = new Float64Array(size * size);
  entries.forEach((entry, i) => {
    values[i * size + i] = entry;
  });
  return { rows: size, columns: size, values };
}

describe("symmetricEigen", () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 1],
    [40, 40],
    [121, 121],
    [121, 40],
    [200, 3],
  ])("solves a random matrix of size %i for %i vectors to 1e-12", (size, count) => {
    const matrix = randomGram(size);
    const result = symmetricEigen(matrix, { count });
    const [residual, skew] = defects(matrix, result);
    expect(residual).toBeLessThan(1e-12);
    expect(skew).toBeLessThan(1e-12);
    expect([...result.values]).toEqual([...result.values].sort((a, b) => b - a));
  });

  test("the trace is the sum of the values", () => {
    const matrix = randomGram(60);
    let trace = 0;
    for (let i = 0; i < 60; i++) trace += matrix.values[i * 61];
    const sum = symmetricEigen(matrix).values.reduce((a, b) => a + b, 0);
    expect(Math.abs(sum / trace - 1)).toBeLessThan(1e-13);
  });

  test("the second-difference matrix has values 2 - 2 cos(i pi / (n + 1))", () => {
    const size = 50;
    const values = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      values[i * size + i] = 2;
      if (i > 0) values[i * size + i - 1] = values[(i - 1) * size + i] = -1;
    }
    const result = symmetricEigen({ rows: size, columns: size, values }, { count: 10 });
    for (let i = 0; i < 10; i++) {
      expect(result.values[i]).toBeCloseTo(2 - 2 * Math.cos(((size - i) * Math.PI) / (size + 1)), 12);
    }
  });

  test("repeated values get orthogonal vectors, in full and in part", () => {
    for (const count of [30, 5]) {
      const matrix = diagonal(Array.from({ length: 30 }, (_, i) => (i < 10 ? 4 : i % 3)));
      const result = symmetricEigen(matrix, { count });
      const [residual, skew] = defects(matrix, result);
      expect(residual).toBeLessThan(1e-12);
      expect(skew).toBeLessThan(1e-12);
      expect([...result.values.slice(0, 5)]).toEqual([4, 4, 4, 4, 4]);
    }
  });

  test("all-one blocks, with one nonzero value a block, are solved in part", () => {
    const size = 60;
    const values = Float64Array.from({ length: size * size }, (_, e) =>
      Math.floor(e / size / 20) === Math.floor((e % size) / 20) ? 1 : 0,
    );
    const matrix = { rows: size, columns: size, values };
    const result = symmetricEigen(matrix, { count: 8 });
    const [residual, skew] = defects(matrix, result);
    expect(residual).toBeLessThan(1e-12);
    expect(skew).toBeLessThan(1e-12);
    for (let i = 0; i < 8; i++) expect(result.values[i]).toBeCloseTo(i < 3 ? 20 : 0, 12);
  });

  test("negative values come last, by value and not by size", () => {
    expect([...symmetricEigen(diagonal([-9, 1, 3])).values]).toEqual([3, 1, -9]);
  });

  test("the largest entry of a vector is positive", () => {
    const { vectors } = symmetricEigen(randomGram(20));
    for (let i = 0; i < 20; i++) {
      const row = [...vectors.values.subarray(i * 20, (i + 1) * 20)];
      expect(Math.max(...row)).toBe(Math.max(...row.map(Math.abs)));
    }
  });

  test("a zero matrix and an empty one are solved", () => {
    const zero = symmetricEigen(diagonal([0, 0, 0, 0]), { count: 1 });
    expect([...zero.values]).toEqual([0]);
    expect(defects(diagonal([0, 0, 0, 0]), zero)[1]).toBeLessThan(1e-12);
    expect(symmetricEigen({ rows: 0, columns: 0, values: new Float64Array(0) }).values.length).toBe(0);
  });

  test("the matrix is left as it was, and the upper triangle is not read", () => {
    const matrix = randomGram(10);
    const before = [...matrix.values];
    const values = symmetricEigen(matrix).values;
    expect([...matrix.values]).toEqual(before);
    const lower = { ...matrix, values: matrix.values.map((v, e) => (e % 10 > Math.floor(e / 10) ? 1e9 : v)) };
    expect([...symmetricEigen(lower).values]).toEqual([...values]);
  });

  test("matrices that are not square or not finite are refused", () => {
    expect(() => symmetricEigen({ rows: 2, columns: 3, values: new Float64Array(6) })).toThrow(
      /square matrix, got \[2, 3\]/,
    );
    expect(() => symmetricEigen({ rows: 2, columns: 2, values: Float64Array.of(1, 0, Number.NaN, 1) })).toThrow(
      /got NaN at \[1, 0\]/,
    );
  });
});

test("a Gram matrix of fewer rows than columns settles, with zeros for the directions it lacks", () => {
  const [size, rank] = [200, 60];
  const rng = createRandom(3);
  const rows = Float64Array.from({ length: rank * size }, () => rng.normal());
  const gram = new Float64Array(size * size);
  for (let r = 0; r < rank; r++) {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) gram[i * size + j] += rows[r * size + i] * rows[r * size + j];
  }
  const { values } = symmetricEigen({ rows: size, columns: size, values: gram });
  expect(values[rank - 1]).toBeGreaterThan(1);
  for (const value of values.subarray(rank)) expect(Math.abs(value)).toBeLessThan(1e-10 * values[0]);
});
