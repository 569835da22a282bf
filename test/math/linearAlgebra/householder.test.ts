import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { backTransformInto, tridiagonalize } from "../../../src/math/linearAlgebra/householder.ts";

test.each([1, 2, 3, 8, 13])("a symmetric matrix of size %i is Q T Q^T", (size) => {
  const rng = createRandom(size);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i * size + j] = rng.normal();
      matrix[j * size + i] = matrix[i * size + j];
    }
  }
  const reduced = tridiagonalize(matrix, size);
  expect(reduced.offDiagonal[size - 1]).toBe(0);
  // Row s becomes column s of Q.
  const columns = new Float64Array(size * size);
  for (let i = 0; i < size; i++) columns[i * size + i] = 1;
  backTransformInto(columns, reduced);
  const q = (i: number, s: number) => columns[s * size + i];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let s = 0; s < size; s++) {
        sum += q(i, s) * reduced.diagonal[s] * q(j, s);
        if (s + 1 < size) sum += reduced.offDiagonal[s] * (q(i, s) * q(j, s + 1) + q(i, s + 1) * q(j, s));
      }
      expect(sum, `entry ${i}, ${j}`).toBeCloseTo(matrix[i * size + j], 12);
    }
  }
});

test("only the lower triangle is read", () => {
  const symmetric = tridiagonalize([4, 1, 2, 1, 5, 3, 2, 3, 6], 3);
  expect(tridiagonalize([4, 90, 91, 1, 5, 92, 2, 3, 6], 3)).toEqual(symmetric);
});
