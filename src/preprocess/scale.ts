import { CellScapeError } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { Sparse } from "../data/sparse.ts";
import { columnMoments, type Moments } from "./moments.ts";
import { columnPlaces } from "./select.ts";

/** Limit of scaled values. */
export interface ScaleOptions {
  /** Largest size of a scaled value. */
  readonly clip?: number;
}

export interface Scaled {
  /** [n, p] */
  readonly matrix: Matrix;
  /** [p] what was subtracted from each gene. */
  readonly mean: Float64Array;
  /** [p] what each gene was divided by; 1 for genes that do not vary. */
  readonly deviation: Float64Array;
}

/**
 * Each gene to mean 0 and standard deviation 1, then clipped to +-clip; a gene that does not vary becomes 0.
 *
 * @param expression [n, p], n >= 2
 * @throws bad-data when there are fewer than two cells.
 * @see scanpy `scale(max_value=10)`.
 */
export function zScore(expression: Sparse, { clip = 10 }: ScaleOptions = {}): Scaled {
  const { mean, variance } = momentsOf("zScore", expression);
  const deviation = variance.map((v) => Math.sqrt(v) || 1);
  const bounded = (value: number): number => Math.max(-clip, Math.min(clip, value));
  // A zero becomes the same number in every cell where the gene is not stored.
  const ofZero = mean.map((m, u) => (variance[u] === 0 ? 0 : bounded(-m / deviation[u])));
  const matrix = denseBy(expression, ofZero, (value, u) =>
    variance[u] === 0 ? 0 : bounded((value - mean[u]) / deviation[u]),
  );
  return { matrix, mean, deviation };
}

/**
 * Each gene to mean 0, its scale kept.
 *
 * @param expression [n, p], n >= 2
 * @throws bad-data when there are fewer than two cells.
 */
export function centre(expression: Sparse): Scaled {
  const { mean } = momentsOf("centre", expression);
  const ofZero = mean.map((m) => -m);
  const matrix = denseBy(expression, ofZero, (value, u) => value - mean[u]);
  return { matrix, mean, deviation: new Float64Array(mean.length).fill(1) };
}

/** How genes are scaled: `z-score` as `zScore`, `center` as `centre`, or not at all. */
export type GeneScale = "z-score" | "center" | "none";

/**
 * Genes scaled without a dense matrix of them: rows of `zScore` or `centre`, or of the expression itself, made when
 * requested (`scaledRows`).
 *
 * @param expression [n, p], n >= 2
 * @throws bad-data when there are fewer than two cells.
 */
export function scaleGenes(expression: Sparse, scale: GeneScale, { clip = 10 }: ScaleOptions = {}): ScaledExpression {
  const none = new Float64Array(expression.columns);
  const moments = scale === "none" ? { mean: none, variance: none } : momentsOf("scaleGenes", expression);
  return { expression, ...scalingBy(moments, scale, { clip }) };
}

/**
 * What is subtracted from each gene and what it is divided by, from moments that may be those of other cells.
 *
 * @param moments [p] each; not read where genes are not scaled.
 */
export function scalingBy(
  { mean, variance }: Moments,
  scale: GeneScale,
  { clip = 10 }: ScaleOptions = {},
): Pick<ScaledExpression, "offset" | "divisor" | "clip"> {
  const unit = new Float64Array(mean.length).fill(1);
  const unbounded = Number.POSITIVE_INFINITY;
  if (scale === "none") return { offset: new Float64Array(mean.length), divisor: unit, clip: unbounded };
  if (scale === "center") return { offset: mean, divisor: unit, clip: unbounded };
  const divisor = variance.map((v) => (v === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(v)));
  return { offset: mean, divisor, clip };
}

/**
 * Scaled genes less what a zero becomes: sparse where the expression is, and, since every row loses the same, with the
 * same differences between rows and the same principal components as the scaled genes, clipped ones included.
 *
 * @returns [n, p], which shares the offsets and columns of the expression.
 */
export function aboveZero({ expression, offset, divisor, clip }: ScaledExpression): Sparse {
  const { indices, values } = expression;
  const scaled = (value: number, u: number) => Math.max(-clip, Math.min(clip, (value - offset[u]) / divisor[u]));
  const ofZero = scaledZero({ offset, divisor, clip });
  const above = new Float32Array(values.length);
  for (let e = 0; e < values.length; e++) above[e] = scaled(values[e], indices[e]) - ofZero[indices[e]];
  return { ...expression, values: above };
}

/** [p] what a zero becomes: what `aboveZero` leaves out. */
export function scaledZero({
  offset,
  divisor,
  clip,
}: Pick<ScaledExpression, "offset" | "divisor" | "clip">): Float64Array {
  return offset.map((own, u) => Math.max(-clip, Math.min(clip, -own / divisor[u])));
}

/**
 * Some or all columns as a dense matrix.
 *
 * @param data [n, p]
 * @param columns [m] ascending; all by default.
 * @returns [n, m]
 * @throws bad-option when columns are not ascending or out of range.
 * @example
 * import { dense } from "cellscape/preprocess";
 * const matrix = dense(expression);
 */
export function denseColumns(data: Sparse, columns?: Uint32Array): Matrix {
  const { rows: n, starts, indices, values } = data;
  const place = columns && columnPlaces(data.columns, columns);
  const width = columns ? columns.length : data.columns;
  const dense = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const u = place ? place[indices[e]] : indices[e];
      if (u >= 0) dense[i * width + u] = values[e];
    }
  }
  return { rows: n, columns: width, values: dense };
}

function momentsOf(where: string, expression: Sparse) {
  if (expression.rows < 2) {
    throw new CellScapeError("bad-data", `${where}: expected at least 2 cells, got ${expression.rows}`);
  }
  return columnMoments(expression);
}

/** The dense matrix of `map(value, gene)`, with `ofZero[gene]` where nothing is stored. */
function denseBy(
  { rows: n, columns: p, starts, indices, values }: Sparse,
  ofZero: Float64Array,
  map: (value: number, u: number) => number,
): Matrix {
  const dense = new Float32Array(n * p);
  for (let i = 0; i < n; i++) {
    dense.set(ofZero, i * p);
    for (let e = starts[i]; e < starts[i + 1]; e++) dense[i * p + indices[e]] = map(values[e], indices[e]);
  }
  return { rows: n, columns: p, values: dense };
}
