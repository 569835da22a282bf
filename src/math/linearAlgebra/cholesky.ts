/**
 * Lower Cholesky factor L of a symmetric positive definite matrix, A = L L^T.
 *
 * @param a [d, d] row-major; only the lower triangle is read.
 * @returns [d, d] row-major, zeros above the diagonal; undefined when A is not positive definite in float64.
 */
export function cholesky(a: Float64Array, d: number): Float64Array | undefined {
  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j];
      for (let k = 0; k < j; k++) sum -= l[i * d + k] * l[j * d + k];
      if (i !== j) {
        l[i * d + j] = sum / l[j * d + j];
      } else if (sum > 0 && Number.isFinite(sum)) {
        l[i * d + i] = Math.sqrt(sum);
      } else {
        return undefined;
      }
    }
  }
  return l;
}

/**
 * Inverse of a lower triangular matrix.
 *
 * @param l [d, d] row-major with a positive diagonal, as `cholesky` returns it.
 * @returns [d, d] row-major lower triangular.
 */
export function invertLower(l: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    inverse[j * d + j] = 1 / l[j * d + j];
    for (let i = j + 1; i < d; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += l[i * d + k] * inverse[k * d + j];
      inverse[i * d + j] = -sum / l[i * d + i];
    }
  }
  return inverse;
}

/** A^-1 = L^-T L^-1 from the inverse of A's Cholesky factor; [d, d] row-major, symmetric. */
export function inverseFromFactor(inverseFactor: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < d; k++) sum += inverseFactor[k * d + i] * inverseFactor[k * d + j];
      inverse[i * d + j] = sum;
      inverse[j * d + i] = sum;
    }
  }
  return inverse;
}

/** log det A = 2 sum log L_ii from A's Cholesky factor. */
export function logDeterminant(l: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += Math.log(l[i * d + i]);
  return 2 * sum;
}
