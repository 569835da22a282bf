import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { multiply, multiplyLeftTransposed, multiplyRightTransposed } from "../../../src/math/linearAlgebra/multiply.ts";

function randomMatrix(rows: number, columns: number, label: string): Matrix {
  const rng = createRandom(1).split(label);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
}

function transpose({ rows, columns, values }: Matrix): Matrix {
  const flipped = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) flipped[j * rows + i] = values[i * columns + j];
  return { rows: columns, columns: rows, values: flipped };
}

/** The obvious product. */
function plain(a: Matrix, b: Matrix): number[] {
  const out: number[] = [];
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.columns; j++) {
      let sum = 0;
      for (let t = 0; t < a.columns; t++) sum += a.values[i * a.columns + t] * b.values[t * b.columns + j];
      out.push(sum);
    }
  }
  return out;
}

function worstDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  let worst = 0;
  for (let i = 0; i < got.length; i++) worst = Math.max(worst, Math.abs(got[i] - expected[i]));
  return worst;
}

// Sizes around the blocks of two, four, 128 and 256.
const sizes: [number, number, number][] = [
  [1, 1, 1],
  [2, 3, 4],
  [3, 5, 7],
  [130, 257, 261],
  [300, 2, 5],
  [7, 600, 3],
];

describe("dense products", () => {
  test.each(sizes)("all three forms equal the plain product for [%i, %i] by [., %i]", (n, m, p) => {
    const a = randomMatrix(n, m, "a");
    const b = randomMatrix(m, p, "b");
    const expected = plain(a, b);
    // Sums of up to 600 normals in another order: rounding stays far below 1e-11.
    expect(worstDifference(multiply(a, b).values, expected)).toBeLessThan(1e-11);
    expect(worstDifference(multiplyLeftTransposed(transpose(a), b).values, expected)).toBeLessThan(1e-11);
    expect(worstDifference(multiplyRightTransposed(a, transpose(b)).values, expected)).toBeLessThan(1e-11);
  });

  test.each(sizes)("a matrix times its own transpose is symmetric and right for [%i, %i] (%i)", (n, m) => {
    const a = randomMatrix(n, m, "a");
    expect(worstDifference(multiplyRightTransposed(a, a).values, plain(a, transpose(a)))).toBeLessThan(1e-11);
    expect(worstDifference(multiplyLeftTransposed(a, a).values, plain(transpose(a), a))).toBeLessThan(1e-11);
  });

  test("float32 inputs are summed in float64", () => {
    const a: Matrix = { rows: 1, columns: 3, values: Float32Array.of(2 ** 24, 1, 1) };
    const ones: Matrix = { rows: 3, columns: 1, values: Float32Array.of(1, 1, 1) };
    expect(multiply(a, ones).values[0]).toBe(2 ** 24 + 2);
  });

  test("a product over an empty inner axis is zero, and empty outer axes give empty matrices", () => {
    expect([...multiply(randomMatrix(2, 0, "a"), randomMatrix(0, 2, "b")).values]).toEqual([0, 0, 0, 0]);
    expect(multiply(randomMatrix(0, 3, "a"), randomMatrix(3, 2, "b"))).toMatchObject({ rows: 0, columns: 2 });
  });

  test("inner sizes that differ are refused with both values", () => {
    expect(() => multiply(randomMatrix(2, 3, "a"), randomMatrix(2, 3, "b"))).toThrow(
      "multiply: expected equal inner sizes, got 3 and 2",
    );
  });
});
