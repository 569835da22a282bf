import { CellScapeError, expectShape } from "../core/errors.ts";
import type { BatchCorrection, BatchMaps } from "../data/batchCorrection.ts";
import type { Sparse } from "../data/sparse.ts";
import type { CategoryColumn, Column } from "../data/table.ts";
import { type BatchSummary, batchDesign } from "./batchDesign.ts";
import { type BatchMoments, collectMoments } from "./batchMoments.ts";
import { shrinkBatchEffects } from "./shrinkBatchEffects.ts";

/** Covariates that ComBat preserves. */
export interface CombatOptions {
  /** What is to be kept though it differs between batches, such as the cell type; by name. */
  readonly covariates?: ReadonlyMap<string, Column>;
}

/** Fits ComBat to cells that come in blocks. */
export interface CombatFit {
  /**
   * The next cells, in order.
   * @throws bad-shape when they have other genes or are too many.
   */
  add(rows: Sparse): void;
  /** @throws bad-shape when cells are missing; bad-data for a value that is not finite. */
  finish(): BatchCorrection;
}

/**
 * Remove batch effects by ComBat: in each batch each gene is shifted and scaled to the mean and variance of all batches,
 * by amounts that are shrunk towards those of the batch's other genes.
 *
 * A gene without variance beyond its batch and covariates stays as it is and takes no part in the shrinkage (scanpy
 * lets it in, and then stops the iteration after one round).
 *
 * @param expression [n, p] log expression; not modified.
 * @param batches [n]
 * @throws bad-shape when sizes differ; bad-option for a single batch; bad-data when a cell has no batch, a batch has one
 * cell, a value is missing or not finite, or a covariate is confounded with the batches.
 * @see Johnson, Li and Rabinovic 2007; scanpy.pp.combat. Methods, "Batch effect correction for multi-sample analysis".
 */
export function combat(expression: Sparse, batches: CategoryColumn, options: CombatOptions = {}): BatchCorrection {
  expectShape("batches", [batches.codes.length], { cells: expression.rows });
  const fit = combatFit(expression.columns, batches, options);
  fit.add(expression);
  return fit.finish();
}

/**
 * `combat` for cells that come in blocks of rows, of which none is kept: memory is for batches x genes numbers.
 *
 * @param genes p
 * @param batches [n] of all cells that will come, in their order.
 * @throws as `combat`
 */
export function combatFit(
  genes: number,
  batches: CategoryColumn,
  { covariates = new Map() }: CombatOptions = {},
): CombatFit {
  const { names, codes } = usedBatches(batches);
  const design = batchDesign(names, codes, covariates);
  const collector = collectMoments(genes, design);
  const { batchOfCell, covariates: values } = design;
  const finish = () => ({ ...batchEffects(design, collector.finish(), genes), batchOfCell, covariates: values });
  return { add: collector.add, finish };
}

/**
 * The maps of ComBat from moments of the batches alone, for cells that are elsewhere.
 *
 * With m_i the fit of batch-free mean and covariates, s the pooled deviation of a gene, and (gamma, delta) its shrunken
 * shift and variance in a batch, ComBat maps
 *
 *   x -> m_i + s ((x - m_i) / s - gamma) / sqrt(delta)
 */
export function batchEffects(design: BatchSummary, moments: BatchMoments, p: number): BatchMaps {
  const { batches, sizes, width, means: covariateMeans } = design;
  const slopes = slopesOf(design, moments, p);
  const squares = residualSquares(design, moments, slopes);
  const mean = new Float64Array(p);
  const deviation = new Float64Array(p);
  const n = sizes.reduce((sum, size) => sum + size, 0);
  for (let u = 0; u < p; u++) {
    let variance = 0;
    let size = 0; // mean square of the values
    for (let b = 0; b < batches.length; b++) {
      mean[u] += (sizes[b] / n) * moments.means[b * p + u];
      variance += squares[b * p + u] / n;
      size += moments.squares[b * p + u] / n + (sizes[b] / n) * moments.means[b * p + u] ** 2;
    }
    // What rounding leaves of equal values is not variance.
    deviation[u] = variance > 1e-14 * size ? Math.sqrt(variance) : 0;
  }
  const varying = Uint32Array.from(mean.keys()).filter((u) => deviation[u] > 0);

  const scales = new Float64Array(batches.length * p).fill(1);
  const shifts = new Float64Array(batches.length * p);
  const batchSlopes = new Float64Array(batches.length * width * p);
  for (let b = 0; b < batches.length; b++) {
    /** The fit of mean and covariates at the mean cell of the batch. */
    const fitted = (u: number): number => {
      let sum = mean[u];
      for (let c = 0; c < width; c++) sum += covariateMeans[b * width + c] * slopes[c * p + u];
      return sum;
    };
    const estimates = {
      shifts: Float64Array.from(varying, (u) => (moments.means[b * p + u] - fitted(u)) / deviation[u]),
      variances: Float64Array.from(varying, (u) => squares[b * p + u] / (sizes[b] - 1) / deviation[u] ** 2),
    };
    const effects = shrinkBatchEffects(estimates, sizes[b]);
    varying.forEach((u, v) => {
      // Only when no gene varies in the batch is there no variance to divide by.
      const scale = effects.variances[v] > 0 ? 1 / Math.sqrt(effects.variances[v]) : 1;
      scales[b * p + u] = scale;
      shifts[b * p + u] = (1 - scale) * mean[u] - scale * deviation[u] * effects.shifts[v];
      for (let c = 0; c < width; c++) batchSlopes[(b * width + c) * p + u] = (1 - scale) * slopes[c * p + u];
    });
  }
  const map = { scales, shifts, slopes: batchSlopes };
  const corrected = correctedMoments(design, moments, map);
  for (let u = 0; u < p; u++) if (deviation[u] === 0) corrected.variances[u] = 0;
  return { batches, genes: p, covariateCount: width, ...map, ...corrected };
}

/** [p] moments of the corrected values, from those of the values and covariates in each batch. */
function correctedMoments(
  { batches, sizes, width, means: covariateMeans, grams }: BatchSummary,
  { means: given, squares, products }: BatchMoments,
  { scales, shifts, slopes }: Pick<BatchCorrection, "scales" | "shifts" | "slopes">,
): Pick<BatchCorrection, "means" | "variances"> {
  const p = squares.length / batches.length;
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const means = new Float64Array(p);
  const variances = new Float64Array(p);
  const batchMeans = given.map((mean, t) => scales[t] * mean + shifts[t]);
  for (let b = 0; b < batches.length; b++) {
    for (let u = 0; u < p; u++) {
      const t = b * p + u;
      let within = scales[t] ** 2 * squares[t];
      for (let c = 0; c < width; c++) {
        const slope = slopes[(b * width + c) * p + u];
        batchMeans[t] += slope * covariateMeans[b * width + c];
        within += 2 * scales[t] * slope * products[(b * width + c) * p + u];
        for (let d = 0; d < width; d++) {
          within += slope * slopes[(b * width + d) * p + u] * grams[(b * width + c) * width + d];
        }
      }
      means[u] += (sizes[b] / n) * batchMeans[t];
      variances[u] += within / (n - 1);
    }
  }
  for (let b = 0; b < batches.length; b++) {
    for (let u = 0; u < p; u++) variances[u] += (sizes[b] / (n - 1)) * (batchMeans[b * p + u] - means[u]) ** 2;
  }
  return { means, variances: variances.map((variance) => Math.max(0, variance)) };
}

/** [w, p] least squares slopes of the covariates within batches. */
function slopesOf({ batches, width, inverse }: BatchSummary, { products }: BatchMoments, p: number): Float64Array {
  const slopes = new Float64Array(width * p);
  for (let b = 0; b < batches.length; b++) {
    for (let c = 0; c < width; c++) {
      for (let d = 0; d < width; d++) {
        const weight = inverse[c * width + d];
        for (let u = 0; u < p; u++) slopes[c * p + u] += weight * products[(b * width + d) * p + u];
      }
    }
  }
  return slopes;
}

/** [batches, p] sum of squares around the fit: squares - 2 slopes . products + slopes . gram slopes, in each batch. */
function residualSquares(
  { batches, width, grams }: BatchSummary,
  { squares, products }: BatchMoments,
  slopes: Float64Array,
): Float64Array {
  const p = squares.length / batches.length;
  const left = squares.slice();
  for (let b = 0; b < batches.length; b++) {
    for (let c = 0; c < width; c++) {
      const row = (b * width + c) * p;
      for (let u = 0; u < p; u++) left[b * p + u] -= 2 * slopes[c * p + u] * products[row + u];
      for (let d = 0; d < width; d++) {
        const gram = grams[(b * width + c) * width + d];
        for (let u = 0; u < p; u++) left[b * p + u] += gram * slopes[c * p + u] * slopes[d * p + u];
      }
    }
  }
  // Rounding may leave a little less than nothing.
  return left.map((square) => Math.max(0, square));
}

/** Batches that have cells, in the order of their categories, and the batch of each cell among them. */
function usedBatches({ codes, categories }: CategoryColumn): { names: string[]; codes: Int32Array } {
  const sizes = new Uint32Array(categories.length);
  codes.forEach((code, i) => {
    if (code >= 0) sizes[code]++;
    else throw new CellScapeError("bad-data", `combat: expected a batch for every cell, got none for cell ${i}`);
  });
  const used = [...categories.keys()].filter((code) => sizes[code] > 0);
  if (used.length < 2) {
    const got = used.length === 0 ? "no cells" : `"${categories[used[0]]}" alone`;
    throw new CellScapeError(
      "bad-option",
      `combat: expected at least two batches, got ${got}; a single one needs no correction`,
    );
  }
  const lone = used.find((code) => sizes[code] === 1);
  if (lone !== undefined) {
    throw new CellScapeError(
      "bad-data",
      `combat: expected at least 2 cells in each batch, got 1 in "${categories[lone]}"; leave it out or join it with another batch`,
    );
  }
  const place = new Int32Array(categories.length).fill(-1);
  used.forEach((code, b) => {
    place[code] = b;
  });
  return { names: used.map((code) => categories[code]), codes: codes.map((code) => place[code]) };
}
