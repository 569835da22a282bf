import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { cholesky, inverseFromFactor, invertLower, logDeterminant } from "../../../src/math/linearAlgebra/cholesky.ts";

/** B B^T + I for a random B: symmetric positive definite. */
function positiveDefinite(d: number): Float64Array {
  const rng = createRandom(d);
  const b = Float64Array.from({ length: d * d }, () => rng.normal());
  return product(b, transpose(b, d), d).map((value, at) => value + (at % (d + 1) === 0 ? 1 : 0));
}

function transpose(a: Float64Array, d: number): Float64Array {
  return a.map((_, at) => a[(at % d) * d + Math.floor(at / d)]);
}

function product(a: Float64Array, b: Float64Array, d: number): Float64Array {
  return a.map((_, at) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += a[Math.floor(at / d) * d + k] * b[k * d + (at % d)];
    return sum;
  });
}

function factorOf(a: Float64Array, d: number): Float64Array {
  const factor = cholesky(a, d);
  if (factor === undefined) throw new Error("expected a positive definite matrix");
  return factor;
}

const largestDifference = (a: Float64Array, b: Float64Array) =>
  a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - b[at])), 0);

test.each([1, 2, 5, 20])("the factor of a %i x %i matrix times its transpose is the matrix", (d) => {
  const a = positiveDefinite(d);
  const l = factorOf(a, d);
  expect(largestDifference(product(l, transpose(l, d), d), a)).toBeLessThan(1e-12 * d * d);
});

test.each([1, 2, 5, 20])("the inverse of a %i x %i matrix times the matrix is the identity", (d) => {
  const a = positiveDefinite(d);
  const inverse = inverseFromFactor(invertLower(factorOf(a, d), d), d);
  const identity = a.map((_, at) => (at % (d + 1) === 0 ? 1 : 0));
  expect(largestDifference(product(inverse, a, d), identity)).toBeLessThan(1e-9);
});

test("the determinant of a diagonal matrix is the product of its entries", () => {
  expect(logDeterminant(factorOf(Float64Array.of(2, 0, 0, 8), 2), 2)).toBeCloseTo(Math.log(16), 12);
});

test("a matrix that is not positive definite has no factor", () => {
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
  expect(cholesky(Float64Array.of(0), 1)).toBeUndefined();
  expect(cholesky(Float64Array.of(Number.NaN), 1)).toBeUndefined();
});
