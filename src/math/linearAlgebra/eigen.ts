import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { backTransformInto, tridiagonalize } from "./householder.ts";
import { leadingTridiagonalSpectrum, tridiagonalSpectrum } from "./tridiagonal.ts";

/** Leading eigenvalues and eigenvectors of a symmetric matrix. */
export interface Eigen {
  /** [k] descending. */
  readonly values: Float64Array;
  /** [k, size] row i is the unit eigenvector of value i; its largest entry by size is positive. */
  readonly vectors: Matrix & { readonly values: Float64Array };
}

export interface EigenOptions {
  /** How many of the largest eigenvalues to return; all by default. */
  readonly count?: number;
}

/**
 * Eigenvalues, largest first, and eigenvectors of a symmetric matrix: Householder, then implicit QL for most of the
 * spectrum or inverse iteration for a small part of it. Deterministic.
 *
 * Cost: 2/3 size^3 multiply-adds, and 4 size^3 more for all vectors or about count size^2 for few.
 *
 * @param matrix [size, size]; only the lower triangle is read.
 * @throws bad-shape when the matrix is not square, bad-data when a value is not finite.
 */
export function symmetricEigen(matrix: Matrix, { count = matrix.rows }: EigenOptions = {}): Eigen {
  const size = matrix.rows;
  if (matrix.columns !== size) {
    throw new CellScapeError("bad-shape", `symmetricEigen: expected a square matrix, got [${size}, ${matrix.columns}]`);
  }
  const odd = matrix.values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    const at = `[${Math.floor(odd / size)}, ${odd % size}]`;
    throw new CellScapeError("bad-data", `symmetricEigen: expected finite values, got ${matrix.values[odd]} at ${at}`);
  }
  const kept = Math.max(0, Math.min(count, size));
  const reduced = tridiagonalize(matrix.values, size);
  // Below a third of the spectrum inverse iteration is cheaper than turning all vectors along in QL.
  const spectrum = kept * 3 <= size ? leadingTridiagonalSpectrum(reduced, kept) : tridiagonalSpectrum(reduced);
  const vectors = spectrum.vectors.slice(0, kept * size);
  backTransformInto(vectors, reduced);
  fixSignsInto(vectors, size);
  return { values: spectrum.values.slice(0, kept), vectors: { rows: kept, columns: size, values: vectors } };
}

/** Flip each row of `size` entries so that its first entry of largest size is positive. */
export function fixSignsInto(vectors: Float64Array, size: number): void {
  for (let start = 0; start < vectors.length; start += size) {
    let largest = start;
    for (let t = start; t < start + size; t++) if (Math.abs(vectors[t]) > Math.abs(vectors[largest])) largest = t;
    if (vectors[largest] < 0) for (let t = start; t < start + size; t++) vectors[t] = -vectors[t];
  }
}
