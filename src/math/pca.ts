import type { Matrix } from "../data/matrix.ts";
import type { ShiftedSparse } from "../data/shiftedSparse.ts";
import type { Sparse } from "../data/sparse.ts";
import { CellScapeError } from "../errors.ts";
import { createRandom, type Random } from "../random.ts";
import { centred } from "./centred.ts";
import { symmetricEigen } from "./eigen.ts";
import { leadingEigen } from "./lanczos.ts";
import type { Product } from "./multiply.ts";
import { finish, type Paced, part } from "./paced.ts";

export interface PrincipalComponents {
  /** [n, k] coordinates of the rows, centred; float64 unless `single` was asked for. */
  readonly scores: Matrix;
  /** [p, k] unit directions; the first entry of largest size in each is positive. */
  readonly loadings: Product;
  /** [k] variance of the scores along each direction, with n - 1 in the denominator; descending. */
  readonly variances: Float64Array;
  /** Variance of all p columns together. */
  readonly totalVariance: number;
  /** [p] mean of each column. */
  readonly mean: Float64Array;
}

export interface ComponentOptions {
  /** Components whose variance is below `drop` times the first one's are left out. */
  readonly drop?: number;
  /** Above the exact limit: residual of each component, relative to the first variance, at which iteration stops. */
  readonly tolerance?: number;
  /** Up to this many rows or columns (the fewer) the whole Gram matrix is decomposed. */
  readonly exactLimit?: number;
  /** Round the scores to float32: they are by far the largest part of the result. */
  readonly single?: boolean;
  /** Start of the iteration; fixed by default, and without influence on the result beyond the tolerance. */
  readonly rng?: Random;
}

/**
 * The k leading principal components. The data are centred implicitly: sparse rows stay sparse.
 *
 * With m = min(n, p) up to `exactLimit`, or k above m / 4, the smaller Gram matrix is built and decomposed; otherwise
 * a Lanczos iteration runs on it without building it.
 *
 * @param data [n, p]
 * @param k components wanted; fewer come back when the data have fewer (see `drop`).
 * @throws bad-data when all rows are equal or a value is not finite; bad-option when k is not a positive integer.
 * @see scikit-learn `PCA(svd_solver="full")`, whose signs are the same.
 */
export function principalComponents(
  data: Matrix | Sparse | ShiftedSparse,
  k: number,
  options?: ComponentOptions,
): PrincipalComponents {
  return finish(pacedComponents(data, k, options));
}

/** `principalComponents` in pieces, for many rows. */
export function* pacedComponents(
  data: Matrix | Sparse | ShiftedSparse,
  k: number,
  { drop = 1e-10, tolerance = 1e-8, exactLimit = 640, single = false, rng = createRandom(0) }: ComponentOptions = {},
): Paced<PrincipalComponents> {
  if (!Number.isInteger(k) || k < 1) {
    throw new CellScapeError("bad-option", `principalComponents: expected a positive number of components, got ${k}`);
  }
  const rows = centred(data);
  const { n, p, mean, squares, noise } = rows;
  if (!Number.isFinite(squares)) {
    throw new CellScapeError("bad-data", "principalComponents: expected finite values, got NaN or infinity");
  }
  if (squares <= noise) {
    throw new CellScapeError("bad-data", `principalComponents: expected rows that differ, got ${n} equal rows`);
  }
  const size = Math.min(n, p);
  const byGene = p <= n;
  const count = Math.min(k, size);
  const { values, vectors } =
    size <= exactLimit || 4 * count >= size
      ? symmetricEigen(byGene ? yield* part(rows.columnGram(), 0, 0.5) : rows.rowGram(), { count })
      : leadingEigen(byGene ? rows.applyColumnGram : rows.applyRowGram, size, { count, tolerance }, rng);

  let kept = 0;
  while (kept < count && values[kept] > drop * values[0]) kept++;
  const basis = transpose(vectors.values, kept, size);
  let scores: Matrix;
  let loadings: Product;
  if (byGene) {
    loadings = basis;
    scores = { rows: n, columns: kept, values: new (single ? Float32Array : Float64Array)(n * kept) };
    yield* part(rows.multiplyInto(scores.values, loadings), 0.5, 1);
  } else {
    // Xc = U S V^T: with U known, V S = Xc^T U.
    loadings = rows.multiplyTransposed(basis);
    for (let c = 0; c < kept; c++) {
      const length = Math.sqrt(values[c]);
      scaleColumnInto(loadings, c, 1 / length);
      scaleColumnInto(basis, c, length);
    }
    scores = single ? { ...basis, values: Float32Array.from(basis.values) } : basis;
  }
  for (let c = 0; c < kept; c++) {
    if (largestEntry(loadings, c) >= 0) continue;
    scaleColumnInto(loadings, c, -1);
    scaleColumnInto(scores, c, -1);
  }
  const variances = values.slice(0, kept).map((value) => value / (n - 1));
  return { scores, loadings, variances, totalVariance: squares / (n - 1), mean };
}

/** Rows 0 .. kept of [., size] as the columns of [size, kept]. */
function transpose(vectors: Float64Array, kept: number, size: number): Product {
  const values = new Float64Array(size * kept);
  for (let c = 0; c < kept; c++) for (let t = 0; t < size; t++) values[t * kept + c] = vectors[c * size + t];
  return { rows: size, columns: kept, values };
}

function scaleColumnInto({ rows, columns, values }: Matrix, column: number, factor: number): void {
  for (let i = 0; i < rows; i++) values[i * columns + column] *= factor;
}

/** The first entry of largest size in a column. */
function largestEntry({ columns, values }: Product, column: number): number {
  let largest = 0;
  for (let e = column; e < values.length; e += columns)
    if (Math.abs(values[e]) > Math.abs(largest)) largest = values[e];
  return largest;
}
