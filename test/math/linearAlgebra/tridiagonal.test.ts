import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import {
  leadingTridiagonalSpectrum,
  type Spectrum,
  type Tridiagonal,
  tridiagonalSpectrum,
} from "../../../src/math/linearAlgebra/tridiagonal.ts";

/** The path of n nodes, whose eigenvalues are 2 cos(k pi / (n + 1)), k = 1 .. n. */
const path = (n: number) => ({ diagonal: new Float64Array(n), offDiagonal: new Float64Array(n - 1).fill(1) });
const valueOfPath = (n: number, k: number) => 2 * Math.cos((k * Math.PI) / (n + 1));

/** The largest entry of T V - V L, and of V^T V - I. */
function errorsOf({ diagonal, offDiagonal }: Tridiagonal, { values, vectors }: Spectrum) {
  const size = diagonal.length;
  const at = (k: number, i: number) => (i < 0 || i >= size ? 0 : vectors[k * size + i]);
  let [residual, orthogonality] = [0, 0];
  for (const [k, value] of values.entries()) {
    for (let i = 0; i < size; i++) {
      const product =
        diagonal[i] * at(k, i) + (offDiagonal[i - 1] ?? 0) * at(k, i - 1) + (offDiagonal[i] ?? 0) * at(k, i + 1);
      residual = Math.max(residual, Math.abs(product - value * at(k, i)));
    }
    for (let other = 0; other <= k; other++) {
      let dot = 0;
      for (let i = 0; i < size; i++) dot += at(k, i) * at(other, i);
      orthogonality = Math.max(orthogonality, Math.abs(dot - (other === k ? 1 : 0)));
    }
  }
  return { residual, orthogonality };
}

test("the eigenvalues of a path are those of the formula, in descending order", () => {
  const all = tridiagonalSpectrum(path(9)).values;
  for (const [k, value] of all.entries()) expect(value).toBeCloseTo(valueOfPath(9, k + 1), 12);
  const leading = leadingTridiagonalSpectrum(path(60), 7).values;
  expect(leading).toHaveLength(7);
  for (const [k, value] of leading.entries()) expect(value).toBeCloseTo(valueOfPath(60, k + 1), 12);
});

const rng = createRandom(3);
const drawn = (n: number): Tridiagonal => ({
  diagonal: Float64Array.from({ length: n }, () => rng.normal()),
  offDiagonal: Float64Array.from({ length: n - 1 }, () => rng.normal()),
});
const apart: Tridiagonal = { diagonal: Float64Array.of(2, 2, 1, 2), offDiagonal: new Float64Array(3) };

test.each([
  ["one entry", { diagonal: Float64Array.of(-3), offDiagonal: new Float64Array(0) }],
  ["equal eigenvalues of parts that nothing couples", apart],
  ["drawn entries", drawn(40)],
])("vectors of %s are orthonormal eigenvectors", (_, matrix) => {
  for (const spectrum of [tridiagonalSpectrum(matrix), leadingTridiagonalSpectrum(matrix, matrix.diagonal.length)]) {
    const { residual, orthogonality } = errorsOf(matrix, spectrum);
    expect(residual).toBeLessThan(1e-11);
    expect(orthogonality).toBeLessThan(1e-11);
    expect([...spectrum.values]).toEqual([...spectrum.values].sort((a, b) => b - a));
  }
});
