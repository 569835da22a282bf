import { CellScapeError, expectShape } from "../core/errors.ts";
import type { Sparse } from "../data/sparse.ts";
import type { BatchDesign } from "./batchDesign.ts";

/** What a linear model of batch and covariates needs of each of p genes. */
export interface BatchMoments {
  /** [batches, p] */
  readonly means: Float64Array;
  /** [batches, p] sum of squared offsets from the batch's mean. */
  readonly squares: Float64Array;
  /** [batches, w, p] sum over cells of (covariate - its mean in the batch) times value. */
  readonly products: Float64Array;
}

/** Takes cells in order, a block of rows at a time, and gives their moments once all came. */
export interface MomentsCollector {
  /** @throws bad-shape when a block has other genes or too many cells. */
  add(rows: Sparse): void;
  /** @throws bad-shape when cells are missing; bad-data for a value that is not finite. */
  finish(): BatchMoments;
}

/**
 * Collect the moments of each batch from blocks of cells. Nothing of the blocks is kept: memory is for
 * batches x genes x (w + a few) numbers, cost one visit of each entry and one of each gene and batch a block.
 *
 * The squares of a block are taken around its own means and then moved to the common one, so that a large mean does not
 * cancel a small variance.
 *
 * @see Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
export function collectMoments(p: number, design: BatchDesign): MomentsCollector {
  const { batchOfCell, sizes: allSizes, width, covariates, means: covariateMeans } = design;
  const n = batchOfCell.length;
  const batches = allSizes.length;
  const sizes = new Float64Array(batches);
  const means = new Float64Array(batches * p);
  const squares = new Float64Array(batches * p);
  const products = new Float64Array(batches * width * p);
  let seen = 0;

  const addProducts = ({ rows, starts, indices, values }: Sparse): void => {
    for (let i = 0; i < rows; i++) {
      const b = batchOfCell[seen + i];
      for (let c = 0; c < width; c++) {
        const offset = covariates[(seen + i) * width + c] - covariateMeans[b * width + c];
        const row = (b * width + c) * p;
        for (let e = starts[i]; e < starts[i + 1]; e++) products[row + indices[e]] += offset * values[e];
      }
    }
  };

  return {
    add(rows) {
      expectShape("expression", [rows.columns], { genes: p });
      if (seen + rows.rows > n) expectShape("expression", [seen + rows.rows], { cells: n });
      const block = blockMoments(rows, batchOfCell.subarray(seen, seen + rows.rows), batches);
      for (let b = 0; b < batches; b++) {
        const added = block.sizes[b];
        if (added === 0) continue;
        const before = sizes[b];
        sizes[b] += added;
        for (let t = b * p; t < (b + 1) * p; t++) {
          const step = block.means[t] - means[t];
          squares[t] += block.squares[t] + (step * step * before * added) / sizes[b];
          means[t] += (step * added) / sizes[b];
        }
      }
      addProducts(rows);
      seen += rows.rows;
    },
    finish() {
      expectShape("expression", [seen], { cells: n });
      const stray = squares.findIndex((square) => !Number.isFinite(square));
      if (stray < 0) return { means, squares, products };
      const where = `gene ${stray % p} of batch "${design.batches[Math.floor(stray / p)]}"`;
      throw new CellScapeError("bad-data", `expression: expected finite numbers, got NaN or infinity for ${where}`);
    },
  };
}

/** Cells, means [batches, p] and squares around them [batches, p] of the cells of a block. */
function blockMoments({ rows, columns: p, starts, indices, values }: Sparse, batchOfRow: Int32Array, batches: number) {
  const sizes = new Float64Array(batches);
  const means = new Float64Array(batches * p);
  const squares = new Float64Array(batches * p);
  const stored = new Uint32Array(batches * p);
  for (let i = 0; i < rows; i++) {
    const row = batchOfRow[i] * p;
    sizes[batchOfRow[i]]++;
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      means[row + indices[e]] += values[e];
      stored[row + indices[e]]++;
    }
  }
  for (let b = 0; b < batches; b++) for (let t = b * p; t < (b + 1) * p; t++) means[t] /= sizes[b] || 1;
  for (let i = 0; i < rows; i++) {
    const row = batchOfRow[i] * p;
    for (let e = starts[i]; e < starts[i + 1]; e++)
      squares[row + indices[e]] += (values[e] - means[row + indices[e]]) ** 2;
  }
  // The cells where a gene is not stored are 0.
  for (let b = 0; b < batches; b++) {
    for (let t = b * p; t < (b + 1) * p; t++) squares[t] += (sizes[b] - stored[t]) * means[t] * means[t];
  }
  return { sizes, means, squares };
}
