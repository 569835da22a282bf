import type { BatchCorrection } from "./batchCorrection.ts";
import type { Matrix } from "./matrix.ts";
import type { Sparse } from "./sparse.ts";

/**
 * Scaled genes without a dense matrix of them: gene u of a cell is (value - offset[u]) / divisor[u], kept within +-clip,
 * in float32, where the value is that without batch effects if there is a correction. Plain arrays, so that it can be
 * sent to a worker.
 */
export interface ScaledExpression {
  /** [n, p] log expression. */
  readonly expression: Sparse;
  /** Fitted to `expression`. */
  readonly correction?: BatchCorrection;
  /** [p] subtracted from each gene; 0 for a scaling that does not centre. */
  readonly offset: Float64Array;
  /** [p] what each gene is then divided by; Infinity makes a gene that does not vary 0 everywhere. */
  readonly divisor: Float64Array;
  /** Largest size of a scaled value; Infinity for no bound. */
  readonly clip: number;
}

/** Writes scaled rows of one source, of `columns` genes each. */
export interface ScaledRows {
  readonly rows: number;
  /** p */
  readonly columns: number;
  /** Scaled genes of cell `row`, at the start of `into`. */
  fillInto(into: Float32Array, row: number): void;
}

/** The rows of scaled expression, dense or not: the same numbers, whichever it is. */
export function scaledRows(source: Matrix | ScaledExpression): ScaledRows {
  if (!("expression" in source)) return denseRows(source);
  return source.correction ? correctedRows(source, source.correction) : sparseRows(source);
}

function denseRows({ rows, columns: p, values }: Matrix): ScaledRows {
  return {
    rows,
    columns: p,
    fillInto(into, row) {
      into.set(values.subarray(row * p, (row + 1) * p));
    },
  };
}

function sparseRows({ expression, offset, divisor, clip }: ScaledExpression): ScaledRows {
  const { rows, columns, starts, indices, values } = expression;
  const scale = (value: number, u: number) => Math.max(-clip, Math.min(clip, (value - offset[u]) / divisor[u]));
  // A zero becomes the same number in every cell where the gene is not stored. Adding 0 makes -0 a plain one.
  const ofZero = Float32Array.from(offset, (_, u) => scale(0, u) + 0);
  return {
    rows,
    columns,
    fillInto(into, row) {
      into.set(ofZero);
      for (let e = starts[row]; e < starts[row + 1]; e++) into[indices[e]] = scale(values[e], indices[e]);
    },
  };
}

function correctedRows(
  { expression, offset, divisor, clip }: ScaledExpression,
  correction: BatchCorrection,
): ScaledRows {
  const { rows, columns: p, starts, indices, values } = expression;
  const { batchOfCell, scales, shifts, covariateCount: width, covariates, slopes } = correction;
  const corrected = new Float64Array(p);
  return {
    rows,
    columns: p,
    fillInto(into, row) {
      const b = batchOfCell[row] * p;
      for (let u = 0; u < p; u++) corrected[u] = shifts[b + u];
      for (let c = 0; c < width; c++) {
        const covariate = covariates[row * width + c];
        const at = (batchOfCell[row] * width + c) * p;
        for (let u = 0; u < p; u++) corrected[u] += covariate * slopes[at + u];
      }
      for (let e = starts[row]; e < starts[row + 1]; e++) corrected[indices[e]] += scales[b + indices[e]] * values[e];
      for (let u = 0; u < p; u++) {
        into[u] = Math.max(-clip, Math.min(clip, (corrected[u] - offset[u]) / divisor[u])) + 0;
      }
    },
  };
}
