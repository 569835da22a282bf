/** A symmetric matrix as Q T Q^T: T is tridiagonal and Q = H(0) H(1) ... a product of reflections. */
export interface Tridiagonalization {
  readonly size: number;
  /** [size] */
  readonly diagonal: Float64Array;
  /** [size] entry i couples i and i + 1; the last is 0. */
  readonly offDiagonal: Float64Array;
  /** [size, size] row s holds the vector u of reflection s, H(s) = I - scale[s] u u^T; entries 0 .. s are zero. */
  readonly reflections: Float64Array;
  readonly scales: Float64Array;
}

/**
 * Householder reduction of a symmetric matrix to tridiagonal form. Cost: 2/3 size^3 multiply-adds.
 *
 * @param matrix [size, size] row-major; only the lower triangle is read.
 * @see Golub and Van Loan, "Matrix Computations", 8.3.1.
 */
export function tridiagonalize(matrix: ArrayLike<number>, size: number): Tridiagonalization {
  const a = Float64Array.from(matrix);
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  const reflections = new Float64Array(size * size);
  const scales = new Float64Array(size);
  let u = new Float64Array(size);
  let next = new Float64Array(size);
  let w = new Float64Array(size);
  let product = new Float64Array(size);

  for (let s = 0; s < size - 1; s++) {
    // Column s of the matrix after all reflections so far; the update a -= u w^T + w u^T of the last is still pending.
    for (let i = s; i < size; i++) next[i] = a[i * size + s] - u[i] * w[s] - w[i] * u[s];
    diagonal[s] = next[s];
    next[s] = 0;
    scales[s] = reflectInto(next, s + 1, offDiagonal, s);

    product.fill(0, s + 1);
    updateAndMultiplyInto(product, { a, u, w, x: next, size, first: s + 1 });

    // w = scale (a u - scale/2 (u . a u) u)
    let inner = 0;
    for (let i = s + 1; i < size; i++) inner += product[i] * next[i];
    const shift = (scales[s] * inner) / 2;
    for (let i = s + 1; i < size; i++) product[i] = scales[s] * (product[i] - shift * next[i]);
    reflections.set(next.subarray(s + 1), s * size + s + 1);
    [u, next] = [next, u];
    [w, product] = [product, w];
  }
  if (size > 0) {
    const last = size - 1;
    diagonal[last] = a[last * size + last] - 2 * u[last] * w[last];
  }
  return { size, diagonal, offDiagonal, reflections, scales };
}

interface Pending {
  /** [size, size], lower triangle; receives the update. */
  readonly a: Float64Array;
  readonly u: Float64Array;
  readonly w: Float64Array;
  readonly x: Float64Array;
  readonly size: number;
  readonly first: number;
}

/**
 * a -= u w^T + w u^T, then product += a x, over rows and columns from `first` on, in one pass over the lower triangle.
 * Two rows go together, so that a load of u, w, x and product serves both; the plain code is that for one row, last.
 */
function updateAndMultiplyInto(product: Float64Array, { a, u, w, x, size, first }: Pending): void {
  let i = first;
  for (; i + 1 < size; i += 2) {
    const row0 = i * size;
    const row1 = row0 + size;
    const u0 = u[i];
    const w0 = w[i];
    const x0 = x[i];
    const u1 = u[i + 1];
    const w1 = w[i + 1];
    const x1 = x[i + 1];
    let sum0 = 0;
    let sum1 = 0;
    for (let j = first; j < i; j++) {
      const uj = u[j];
      const wj = w[j];
      const xj = x[j];
      const value0 = a[row0 + j] - u0 * wj - w0 * uj;
      const value1 = a[row1 + j] - u1 * wj - w1 * uj;
      a[row0 + j] = value0;
      a[row1 + j] = value1;
      sum0 += value0 * xj;
      sum1 += value1 * xj;
      product[j] += value0 * x0 + value1 * x1;
    }
    const d0 = a[row0 + i] - 2 * u0 * w0;
    const off = a[row1 + i] - u1 * w0 - w1 * u0;
    const d1 = a[row1 + i + 1] - 2 * u1 * w1;
    a[row0 + i] = d0;
    a[row1 + i] = off;
    a[row1 + i + 1] = d1;
    product[i] += sum0 + d0 * x0 + off * x1;
    product[i + 1] += sum1 + off * x0 + d1 * x1;
  }
  for (; i < size; i++) {
    const row = i * size;
    let sum = 0;
    for (let j = first; j < i; j++) {
      a[row + j] -= u[i] * w[j] + w[i] * u[j];
      sum += a[row + j] * x[j];
      product[j] += a[row + j] * x[i];
    }
    a[row + i] -= 2 * u[i] * w[i];
    product[i] += sum + a[row + i] * x[i];
  }
}

/**
 * Turn x[first ..] into the vector u that reflects it onto its first axis.
 *
 * @returns scale of the reflection I - scale u u^T; 0 when nothing needs reflecting. The reflected length, signed, goes
 * to `lengths[at]`.
 */
function reflectInto(x: Float64Array, first: number, lengths: Float64Array, at: number): number {
  let largest = 0;
  for (let i = first; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]));
  let tail = 0;
  for (let i = first + 1; i < x.length; i++) tail += (x[i] / largest) ** 2;
  if (largest === 0 || tail === 0) {
    lengths[at] = x[first];
    x.fill(0, first);
    return 0;
  }
  const head = x[first] / largest;
  const length = Math.sqrt(head * head + tail) * (head > 0 ? -1 : 1);
  for (let i = first; i < x.length; i++) x[i] /= largest;
  x[first] -= length;
  lengths[at] = length * largest;
  return 2 / (x[first] * x[first] + tail);
}

/**
 * Turn eigenvectors of T into eigenvectors of the matrix, in place. Cost: size^2 multiply-adds a vector.
 *
 * @param vectors [count, size], one vector a row; overwritten.
 */
export function backTransformInto(vectors: Float64Array, { size, reflections, scales }: Tridiagonalization): void {
  let start = 0;
  // Two vectors share each load of a reflection; the plain code is that for one vector, last.
  for (; start + size < vectors.length; start += 2 * size) {
    const other = start + size;
    for (let s = size - 2; s >= 0; s--) {
      if (scales[s] === 0) continue;
      const row = s * size;
      let inner0 = 0;
      let inner1 = 0;
      for (let i = s + 1; i < size; i++) {
        const u = reflections[row + i];
        inner0 += u * vectors[start + i];
        inner1 += u * vectors[other + i];
      }
      inner0 *= scales[s];
      inner1 *= scales[s];
      for (let i = s + 1; i < size; i++) {
        const u = reflections[row + i];
        vectors[start + i] -= inner0 * u;
        vectors[other + i] -= inner1 * u;
      }
    }
  }
  for (; start < vectors.length; start += size) {
    for (let s = size - 2; s >= 0; s--) {
      const row = s * size;
      let inner = 0;
      for (let i = s + 1; i < size; i++) inner += reflections[row + i] * vectors[start + i];
      inner *= scales[s];
      for (let i = s + 1; i < size; i++) vectors[start + i] -= inner * reflections[row + i];
    }
  }
}
