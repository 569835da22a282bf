import { CellScapeError } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { ShiftedSparse } from "../../data/shiftedSparse.ts";
import type { Sparse } from "../../data/sparse.ts";
import { centred } from "./centred.ts";
import type { Centred } from "./centredOperator.ts";
import { symmetricEigen } from "./eigen.ts";
import { leadingEigen } from "./lanczos.ts";
import type { Product } from "./multiply.ts";

/** Scores, loadings and variances of n rows and p columns. */
export interface PrincipalComponents {
  /** [n, k] coordinates of the rows, centred; float64 unless `single` was requested. */
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

/** Exactness of the decomposition. */
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
 * @example
 * import { pca } from "cellscape/preprocess";
 * const { scores, loadings } = await pca(expression, 50);
 */
export async function principalComponents(
  data: Matrix | Sparse | ShiftedSparse,
  k: number,
  options: ComponentOptions = {},
  task: Task = silentTask,
): Promise<PrincipalComponents> {
  const { rows: n, columns: p } = "patterns" in data ? data.sparse : data;
  if (p <= n) {
    const share = basisShare(data, k, options);
    const basis = await principalBasis(data, k, options, task.part(0, share));
    return { ...basis, scores: await principalScores(data, basis, options, task.part(share, 1)) };
  }
  const { single = false } = options;
  const { rows, squares } = expectSpread(data, k);
  const { values, basis, kept } = await spectrum(rows, k, options, task);
  // Xc = U S V^T: with U known, V S = Xc^T U.
  const loadings = rows.multiplyTransposed(basis);
  for (let c = 0; c < kept; c++) {
    const length = Math.sqrt(values[c]);
    scaleColumnInto(loadings, c, 1 / length);
    scaleColumnInto(basis, c, length);
  }
  const scores: Matrix = single ? { ...basis, values: Float32Array.from(basis.values) } : basis;
  for (let c = 0; c < kept; c++) {
    if (largestEntry(loadings, c) >= 0) continue;
    scaleColumnInto(loadings, c, -1);
    scaleColumnInto(scores, c, -1);
  }
  return { scores, loadings, ...variancesOf(rows, squares, values, kept) };
}

/** Principal components without the rows' coordinates. */
export type PrincipalBasis = Omit<PrincipalComponents, "scores">;

/** What the directions cost, as a share of `principalComponents`; `principalScores` costs the rest. */
export function basisShare(
  data: Matrix | Sparse | ShiftedSparse,
  k: number,
  { exactLimit = usualLimit }: ComponentOptions = {},
): number {
  const { rows: n, columns: p } = "patterns" in data ? data.sparse : data;
  return isExact(Math.min(n, p), k, exactLimit) ? 0.5 : 0.95;
}

/** The directions of `principalComponents` of at least as many rows as columns. Throws as it does. */
export async function principalBasis(
  data: Matrix | Sparse | ShiftedSparse,
  k: number,
  options: ComponentOptions = {},
  task: Task = silentTask,
): Promise<PrincipalBasis> {
  const { rows, squares } = expectSpread(data, k);
  const { values, basis: loadings, kept } = await spectrum(rows, k, options, task);
  for (let c = 0; c < kept; c++) if (largestEntry(loadings, c) < 0) scaleColumnInto(loadings, c, -1);
  return { loadings, ...variancesOf(rows, squares, values, kept) };
}

/** [n, k] the rows, centred, along the directions of `principalBasis`. */
export async function principalScores(
  data: Matrix | Sparse | ShiftedSparse,
  { loadings }: Pick<PrincipalBasis, "loadings">,
  { single = false }: Pick<ComponentOptions, "single"> = {},
  task: Task = silentTask,
): Promise<Matrix> {
  const rows = centred(data);
  const size = rows.n * loadings.columns;
  const values = single ? new Float32Array(size) : new Float64Array(size);
  for (let first = 0; first < rows.n; first += rows.blockRows) {
    const count = Math.min(rows.blockRows, rows.n - first);
    rows.multiplyRowsInto(values, loadings, first, count);
    await task.update((first + count) / rows.n);
  }
  return { rows: rows.n, columns: loadings.columns, values };
}

/** Up to this many rows or columns, the fewer, the whole Gram matrix is decomposed. */
const usualLimit = 640;

const isExact = (size: number, count: number, exactLimit: number) => size <= exactLimit || 4 * count >= size;

function expectSpread(data: Matrix | Sparse | ShiftedSparse, k: number): { rows: Centred; squares: number } {
  if (!Number.isInteger(k) || k < 1) {
    throw new CellScapeError("bad-option", `principalComponents: expected a positive number of components, got ${k}`);
  }
  const rows = centred(data);
  const { squares, noise } = rows.spread();
  if (!Number.isFinite(squares)) {
    throw new CellScapeError("bad-data", "principalComponents: expected finite values, got NaN or infinity");
  }
  if (squares <= noise) {
    throw new CellScapeError("bad-data", `principalComponents: expected rows that differ, got ${rows.n} equal rows`);
  }
  return { rows, squares };
}

/** Eigenvalues of the smaller Gram matrix, descending, and the eigenvectors of those that count as columns. */
async function spectrum(
  rows: Centred,
  k: number,
  { drop = 1e-10, tolerance = 1e-8, exactLimit = usualLimit, rng = createRandom(0) }: ComponentOptions,
  task: Task,
): Promise<{ values: Float64Array; basis: Product; kept: number }> {
  const { n, p } = rows;
  const size = Math.min(n, p);
  const byGene = p <= n;
  const count = Math.min(k, size);
  const { values, vectors } = isExact(size, count, exactLimit)
    ? symmetricEigen(await (byGene ? rows.columnGram(task) : rows.rowGram(task)), { count })
    : await leadingEigen(byGene ? rows.applyColumnGram : rows.applyRowGram, size, { count, tolerance }, rng, task);
  let kept = 0;
  while (kept < count && values[kept] > drop * values[0]) kept++;
  return { values, basis: transpose(vectors.values, kept, size), kept };
}

function variancesOf({ n, mean }: Centred, squares: number, values: Float64Array, kept: number) {
  const variances = values.slice(0, kept).map((value) => value / (n - 1));
  return { variances, totalVariance: squares / (n - 1), mean };
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
