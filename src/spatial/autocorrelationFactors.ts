import { expectShape } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { cholesky, invertLower } from "../math/linearAlgebra/cholesky.ts";
import { fixSignsInto, symmetricEigen } from "../math/linearAlgebra/eigen.ts";
import {
  multiply,
  multiplyLeftTransposed,
  multiplyRightTransposed,
  type Product,
} from "../math/linearAlgebra/multiply.ts";

/** Neighbours of each cell, of which a range by rank of distance counts. */
export interface RankedNeighbors {
  /** [n, r] nearest first, without the cell itself, padded with -1. */
  readonly neighbors: Int32Array;
  /** First rank that counts, from 0, and the one behind the last: 12 to 36 are the 13th to the 36th nearest. */
  readonly from: number;
  readonly to: number;
}

export interface AutocorrelationFactors {
  /** [n, D] the points along the factors, largest autocorrelation first, each of about unit variance. */
  readonly scores: Product;
  /** [D] autocorrelation of each factor, its covariance with the mean of the neighbours; 1 at most, about. */
  readonly autocorrelations: Float64Array;
  /** Factors whose autocorrelation exceeds what shuffled positions give. */
  readonly significant: number;
}

/** What factors of the same points share, whatever their neighbours. */
export interface AutocorrelationBasis {
  /** [n, D] */
  readonly centred: Product;
  /** [D, D] */
  readonly whitening: Product;
}

/** Share of the mean variance that is added to the covariance of the points, so that it can be inverted. */
const ridge = 0.001;
/** Shuffles of the positions; the bound is the mean of their largest autocorrelations. */
const shuffles = 3;
/** Cells: of more, the products that the factors are found from are summed over a sample of that many. */
const sampleAbove = 50_000;

/**
 * Maximum autocorrelation factors: the directions along which cells are most like the mean of their neighbours, for their
 * variance. With C the covariance of the points and L the symmetric part of that of points and neighbour means, they solve
 * L v = lambda C v. Principal components order directions by variance, these by how far they follow the tissue.
 *
 * @param points [n, D] components of the expression. Not modified.
 * @param near neighbours of each cell; a cell without any adds nothing to L.
 * @param basis of these points, where factors along several neighbourhoods are found.
 * @throws bad-shape when the neighbours are those of another number of cells.
 * @see Switzer and Green 1984, "Min/max autocorrelation factors for multivariate spatial imagery"; Dray, Said and Debias
 *   2008, "Spatial ordination of vegetation data using a generalization of Wartenberg's multivariate spatial correlation".
 */
export async function autocorrelationFactors(
  points: Matrix,
  near: RankedNeighbors,
  rng: Random,
  task: Task = silentTask,
  { centred, whitening }: AutocorrelationBasis = autocorrelationBasis(points),
): Promise<AutocorrelationFactors> {
  const { rows: n } = points;
  const r = Math.max(1, Math.ceil(near.neighbors.length / n));
  expectShape("autocorrelationFactors: neighbors", [near.neighbors.length / r], {
    cells: near.neighbors.length === 0 ? 0 : n,
  });
  const cells = n <= sampleAbove ? undefined : rng.split("sample").permutation(n).slice(0, sampleAbove);
  await task.update(0.1);
  const { values, vectors } = symmetricEigen(whitened(crossCovariance(centred, near, { cells }), whitening));
  let bound = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    await task.update((1 + shuffle) / (2 + shuffles));
    const order = rng.split(shuffle).permutation(n);
    const shuffled = whitened(crossCovariance(centred, near, { cells, order }), whitening);
    bound += symmetricEigen(shuffled, { count: 1 }).values[0] / shuffles;
  }
  await task.update((1 + shuffles) / (2 + shuffles));
  // Rows of `vectors` are factors of the whitened points; W' takes them to those of the points.
  const directions = multiply(vectors, whitening);
  fixSignsInto(directions.values, whitening.columns);
  return {
    scores: multiplyRightTransposed(centred, directions),
    autocorrelations: values,
    significant: values.filter((value) => value > bound).length,
  };
}

/** @param points [n, D]. Not modified. */
export function autocorrelationBasis(points: Matrix): AutocorrelationBasis {
  const centred = centredOf(points);
  return { centred, whitening: whiteningOf(centred) };
}

function centredOf({ rows: n, columns: d, values: from }: Matrix): Product {
  const mean = new Float64Array(d);
  for (let start = 0; start < from.length; start += d) for (let u = 0; u < d; u++) mean[u] += from[start + u];
  for (let u = 0; u < d; u++) mean[u] /= n;
  const values = new Float64Array(from.length);
  for (let start = 0; start < from.length; start += d) {
    for (let u = 0; u < d; u++) values[start + u] = from[start + u] - mean[u];
  }
  return { rows: n, columns: d, values };
}

/** W with W C W' = I for the covariance C of centred points, with its ridge: [D, D]. */
function whiteningOf(centred: Product): Product {
  const { rows: n, columns: d } = centred;
  const covariance = multiplyLeftTransposed(centred, centred).values.map((value) => value / n);
  let trace = 0;
  for (let u = 0; u < d; u++) trace += covariance[u * d + u];
  for (let u = 0; u < d; u++) covariance[u * d + u] += (ridge * trace) / d;
  const factor = cholesky(covariance, d);
  // Points that are all equal have no covariance: no direction stands out.
  return { rows: d, columns: d, values: factor ? invertLower(factor, d) : new Float64Array(d * d) };
}

/** (X'M + M'X) / 2n, M the mean of each cell's neighbours; the rows of X shuffled over the cells where there is an order. */
function crossCovariance(
  { rows: n, columns: d, values }: Product,
  { neighbors, from, to }: RankedNeighbors,
  { cells, order }: { readonly cells?: Uint32Array | undefined; readonly order?: Uint32Array },
): Product {
  const r = neighbors.length / n;
  const size = cells?.length ?? n;
  const own = new Float64Array(size * d);
  const means = new Float64Array(size * d);
  const rows = new Int32Array(r);
  const rowOf = (cell: number) => (order ? order[cell] : cell) * d;
  for (let at = 0; at < size; at++) {
    const i = cells ? cells[at] : at;
    own.set(values.subarray(rowOf(i), rowOf(i) + d), at * d);
    const ends = Math.min(to, r);
    let counted = 0;
    for (let e = from; e < ends && neighbors[i * r + e] >= 0; e++) rows[counted++] = rowOf(neighbors[i * r + e]);
    if (counted > 0) meanOfRowsInto(means.subarray(at * d, (at + 1) * d), values, rows, counted);
  }
  const shape = { rows: size, columns: d };
  const product = multiplyLeftTransposed({ ...shape, values: own }, { ...shape, values: means }).values;
  const symmetric = new Float64Array(d * d);
  for (let u = 0; u < d; u++) {
    for (let v = 0; v < d; v++) symmetric[u * d + v] = (product[u * d + v] + product[v * d + u]) / (2 * size);
  }
  return { rows: d, columns: d, values: symmetric };
}

/** The mean of `count` rows that begin at `starts`. Four coordinates at a time, whose sums stay in registers. */
function meanOfRowsInto(mean: Float64Array, values: Float64Array, starts: Int32Array, count: number): void {
  const d = mean.length;
  let u = 0;
  for (; u + 3 < d; u += 4) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let e = 0; e < count; e++) {
      const at = starts[e] + u;
      s0 += values[at];
      s1 += values[at + 1];
      s2 += values[at + 2];
      s3 += values[at + 3];
    }
    mean[u] = s0 / count;
    mean[u + 1] = s1 / count;
    mean[u + 2] = s2 / count;
    mean[u + 3] = s3 / count;
  }
  for (; u < d; u++) {
    let sum = 0;
    for (let e = 0; e < count; e++) sum += values[starts[e] + u];
    mean[u] = sum / count;
  }
}

/** W L W' */
function whitened(matrix: Product, whitening: Product): Product {
  return multiplyRightTransposed(multiply(whitening, matrix), whitening);
}
