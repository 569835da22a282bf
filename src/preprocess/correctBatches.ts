import { CellScapeError, expectShape } from "../core/errors.ts";
import type { BatchCorrection } from "../data/batchCorrection.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { columnPlaces } from "./select.ts";

export interface CorrectedOptions {
  /** First row and row behind the last; all by default. */
  readonly from?: number;
  readonly to?: number;
  /** Genes wanted, ascending; all by default. */
  readonly columns?: Uint32Array;
}

/**
 * Corrected expression of some cells and genes, dense. Request a block of rows or a few columns at a time: the whole of
 * 400,000 cells x 3,000 genes would take 4.8 GB.
 *
 * @param expression [n, p] the values that `correction` was fitted to; not modified.
 * @returns [to - from, columns.length]
 * @throws bad-shape when expression and correction differ in size; bad-option for rows or columns out of range.
 */
export function correctedRows(
  expression: Sparse,
  correction: BatchCorrection,
  { from = 0, to = expression.rows, columns }: CorrectedOptions = {},
): Matrix {
  const { batchOfCell, genes: p, scales, shifts, covariateCount: width, covariates, slopes } = correction;
  expectShape("expression", [expression.rows, expression.columns], { cells: batchOfCell.length, genes: p });
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= expression.rows)) {
    throw new CellScapeError(
      "bad-option",
      `correctedRows: expected rows within 0 to ${expression.rows}, got ${from} to ${to}`,
    );
  }
  const wanted = columns ?? Uint32Array.from({ length: p }, (_, u) => u);
  const place = columnPlaces(p, wanted);
  const count = wanted.length;
  const values = new Float32Array((to - from) * count);
  // A zero of a cell without covariates becomes the shift; stored values and covariates come on top of it.
  const row = new Float64Array(count);
  for (let i = from; i < to; i++) {
    const b = batchOfCell[i];
    for (let v = 0; v < count; v++) row[v] = shifts[b * p + wanted[v]];
    for (let c = 0; c < width; c++) {
      const covariate = covariates[i * width + c];
      const at = (b * width + c) * p;
      for (let v = 0; v < count; v++) row[v] += covariate * slopes[at + wanted[v]];
    }
    for (let e = expression.starts[i]; e < expression.starts[i + 1]; e++) {
      const u = expression.indices[e];
      if (place[u] >= 0) row[place[u]] += scales[b * p + u] * expression.values[e];
    }
    values.set(row, (i - from) * count);
  }
  return { rows: to - from, columns: count, values };
}
