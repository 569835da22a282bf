import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { type Eigen, fixSignsInto } from "./eigen.ts";
import { multiplyLeftTransposed } from "./multiply.ts";
import { leadingTridiagonalSpectrum } from "./tridiagonal.ts";

export interface LanczosOptions {
  /** How many of the largest eigenvalues to find. */
  readonly count: number;
  /** A pair (value, vector) is done when |A v - value v| <= tolerance * the largest value. */
  readonly tolerance: number;
}

/** Basis vectors that a pair takes, about. */
const vectorsPerPair = 4;

/**
 * Leading eigenvalues and eigenvectors of a large symmetric operator by the Lanczos method, every basis vector made
 * orthogonal to all before it. The basis grows until all `count` pairs are within `tolerance`; flat spectra need about
 * four basis vectors per pair.
 *
 * Cost for a basis of m vectors: m products with the operator and m^2 size multiply-adds; memory m size doubles.
 *
 * @param operator `operator(x, y)` sets y = A x; A is symmetric, [size, size], and positive semidefinite.
 * @param size count < size.
 * @param rng the start vector; the result depends on it within the tolerance only.
 * @see Golub and Van Loan, "Matrix Computations", 10.3.
 */
export async function leadingEigen(
  operator: (x: Float64Array, y: Float64Array) => void,
  size: number,
  { count, tolerance }: LanczosOptions,
  rng: Random,
  task: Task = silentTask,
): Promise<Eigen> {
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let vector = randomUnit(size, basis, rng);
  let check = Math.min(size, 2 * count + 20);
  for (;;) {
    const y = new Float64Array(size);
    operator(vector, y);
    basis.push(vector);
    await task.update(Math.min(0.99, basis.length / Math.min(size, vectorsPerPair * count)));
    const last = basis.length - 1;
    diagonal.push(dot(vector, y));
    subtractInto(y, diagonal[last], vector);
    if (last > 0) subtractInto(y, offDiagonal[last - 1], basis[last - 1]);
    orthogonalizeInto(y, basis);
    let length = Math.sqrt(dot(y, y));
    // The basis already spans an invariant space: go on in a fresh direction, uncoupled from it.
    if (length <= 1e-14 * Math.max(...diagonal.slice(-32), Math.abs(diagonal[0]))) length = 0;

    if (basis.length >= check || basis.length === size) {
      const projected = { diagonal: Float64Array.from(diagonal), offDiagonal: Float64Array.from(offDiagonal) };
      const ritz = leadingTridiagonalSpectrum(projected, Math.min(count, basis.length));
      // |A v - value v| = length * |last entry of the Ritz vector|, for each Ritz pair.
      let worst = 0;
      for (let e = last; e < ritz.vectors.length; e += basis.length) worst = Math.max(worst, Math.abs(ritz.vectors[e]));
      if (basis.length === size || (length > 0 && length * worst <= tolerance * ritz.values[0])) {
        return fromRitz(basis, ritz.values, ritz.vectors);
      }
      check = basis.length + Math.max(16, Math.ceil(count / 8));
    }

    if (length === 0) {
      vector = randomUnit(size, basis, rng);
    } else {
      vector = y;
      for (let t = 0; t < size; t++) vector[t] /= length;
    }
    offDiagonal.push(length);
  }
}

/** Eigenvectors [k, size] from Ritz vectors [k, m] and the basis [m, size]. */
function fromRitz(basis: readonly Float64Array[], values: Float64Array, ritz: Float64Array): Eigen {
  const m = basis.length;
  const k = values.length;
  const size = basis[0].length;
  const joined = new Float64Array(m * size);
  basis.forEach((vector, i) => {
    joined.set(vector, i * size);
  });
  const turned = new Float64Array(m * k);
  for (let i = 0; i < k; i++) for (let t = 0; t < m; t++) turned[t * k + i] = ritz[i * m + t];
  const vectors = multiplyLeftTransposed(
    { rows: m, columns: k, values: turned },
    { rows: m, columns: size, values: joined },
  );
  fixSignsInto(vectors.values, size);
  return { values: values.slice(), vectors };
}

function randomUnit(size: number, basis: readonly Float64Array[], rng: Random): Float64Array {
  const vector = Float64Array.from({ length: size }, () => rng.normal());
  orthogonalizeInto(vector, basis);
  orthogonalizeInto(vector, basis);
  const length = Math.sqrt(dot(vector, vector));
  for (let t = 0; t < size; t++) vector[t] /= length;
  return vector;
}

/**
 * y -= Q Q^T y for the rows q of the basis: Gram-Schmidt on four rows at a time, so that a load of y serves four. The
 * plain code is the last loop.
 */
function orthogonalizeInto(y: Float64Array, basis: readonly Float64Array[]): void {
  const size = y.length;
  let r = 0;
  for (; r + 3 < basis.length; r += 4) {
    const q0 = basis[r];
    const q1 = basis[r + 1];
    const q2 = basis[r + 2];
    const q3 = basis[r + 3];
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let t = 0; t < size; t++) {
      const value = y[t];
      s0 += q0[t] * value;
      s1 += q1[t] * value;
      s2 += q2[t] * value;
      s3 += q3[t] * value;
    }
    for (let t = 0; t < size; t++) y[t] -= s0 * q0[t] + s1 * q1[t] + s2 * q2[t] + s3 * q3[t];
  }
  for (; r < basis.length; r++) subtractInto(y, dot(basis[r], y), basis[r]);
}

function subtractInto(y: Float64Array, factor: number, x: Float64Array): void {
  for (let t = 0; t < y.length; t++) y[t] -= factor * x[t];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t] * b[t];
  return sum;
}
