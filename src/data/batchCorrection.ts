/**
 * Removal of batch effects as a map of the stored values, so that nothing dense need be kept. In a cell i of batch b, the
 * corrected value of gene u is
 *
 *   scales[b, u] x[i, u] + shifts[b, u] + sum over c of covariates[i, c] slopes[b, c, u]
 */
export interface BatchCorrection extends BatchMaps {
  /** [n] index into `batches`. */
  readonly batchOfCell: Int32Array;
  /** [n, covariateCount] centred and scaled. */
  readonly covariates: Float64Array;
}

/** The maps of the batches, whatever cells they are applied to. */
export interface BatchMaps {
  readonly batches: readonly string[];
  /** Genes, p. */
  readonly genes: number;
  /** [batches, p] */
  readonly scales: Float64Array;
  /** [batches, p] */
  readonly shifts: Float64Array;
  /** Columns of the covariates; 0 where there are none. */
  readonly covariateCount: number;
  /** [batches, covariateCount, p] */
  readonly slopes: Float64Array;
  /** [p] mean of the corrected values, and their variance with n - 1 in the denominator; 0 for a gene that does not vary. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
}
