import { CellScapeError } from "../core/errors.ts";
import type { Column } from "../data/table.ts";
import { cholesky, inverseFromFactor, invertLower } from "../math/linearAlgebra/cholesky.ts";
import { covariateDesign } from "./covariates.ts";

/** What a linear model of batches and covariates needs of the covariates, without the cells. w covariate columns. */
export interface BatchSummary {
  readonly batches: readonly string[];
  /** [batches] cells. */
  readonly sizes: Float64Array;
  /** w */
  readonly width: number;
  /** [batches, w] */
  readonly means: Float64Array;
  /** [batches, w, w] products of the covariates' offsets from their means in the batch. */
  readonly grams: Float64Array;
  /** [w, w] inverse of the sum of `grams`. */
  readonly inverse: Float64Array;
}

/** The same with the batch and the covariates of each cell. */
export interface BatchDesign extends BatchSummary {
  /** [n] index into `batches`. */
  readonly batchOfCell: Int32Array;
  /** [n, w] centred and scaled over all cells. */
  readonly covariates: Float64Array;
}

/** Batches of cells of which no covariate is known. */
export function batchesOnly(batches: readonly string[], sizes: Float64Array): BatchSummary {
  const none = new Float64Array(0);
  return { batches, sizes, width: 0, means: none, grams: none, inverse: none };
}

/** Share of a covariate's variance within batches, and beyond the covariates before it, below which it is confounded. */
const LEAST_OWN_VARIANCE = 1e-9;

/**
 * @param batches names and codes 0 .. batches - 1 of the n cells.
 * @throws as `covariateDesign`; bad-data for a covariate that batches and other covariates determine.
 */
export function batchDesign(
  batches: readonly string[],
  batchOfCell: Int32Array,
  given: ReadonlyMap<string, Column>,
): BatchDesign {
  const { names, values: covariates } = covariateDesign(given, batchOfCell.length);
  const width = names.length;
  const sizes = new Float64Array(batches.length);
  const means = new Float64Array(batches.length * width);
  batchOfCell.forEach((b, i) => {
    sizes[b]++;
    for (let c = 0; c < width; c++) means[b * width + c] += covariates[i * width + c];
  });
  for (let t = 0; t < means.length; t++) means[t] /= sizes[Math.floor(t / width)];

  const grams = new Float64Array(batches.length * width * width);
  batchOfCell.forEach((b, i) => {
    for (let c = 0; c < width; c++) {
      const offset = covariates[i * width + c] - means[b * width + c];
      for (let d = 0; d < width; d++) {
        grams[(b * width + c) * width + d] += offset * (covariates[i * width + d] - means[b * width + d]);
      }
    }
  });
  const gram = new Float64Array(width * width);
  grams.forEach((product, t) => {
    gram[t % gram.length] += product;
  });
  return {
    batches,
    batchOfCell,
    sizes,
    width,
    covariates,
    means,
    grams,
    inverse: inverseOf(gram, names, batchOfCell.length),
  };
}

/** The diagonal of the Cholesky factor holds what each covariate adds to those before it. */
function inverseOf(gram: Float64Array, names: readonly string[], n: number): Float64Array {
  const width = names.length;
  const factor = cholesky(gram, width);
  for (let c = 0; c < width; c++) {
    if (factor && factor[c * width + c] ** 2 > LEAST_OWN_VARIANCE * n) continue;
    if (!factor && cholesky(leading(gram, width, c + 1), c + 1)) continue;
    throw new CellScapeError(
      "bad-data",
      `combat: expected covariates that differ within batches, got "${names[c]}", which follows from the batch and the other covariates; leave it out`,
    );
  }
  if (!factor) throw new Error("internal: a matrix without factor whose leading parts have one");
  return inverseFromFactor(invertLower(factor, width), width);
}

/** The first `count` rows and columns. */
function leading(matrix: Float64Array, width: number, count: number): Float64Array {
  return Float64Array.from({ length: count * count }, (_, t) => matrix[Math.floor(t / count) * width + (t % count)]);
}
