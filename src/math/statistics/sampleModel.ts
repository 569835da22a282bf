import { CellScapeError, expectShape } from "../../core/errors.ts";

/** Samples in groups of which two are compared, and what else is known of the samples. */
export interface SampleDesign {
  /** [samples] 0 .. groups - 1; a sample below 0 takes no part. */
  readonly groupOfSample: Int32Array;
  readonly groups: number;
  /** The groups compared: the later less the former. */
  readonly from: number;
  readonly to: number;
  /** Columns [samples] to adjust for, of values about as large as 1; finite for samples that are used. */
  readonly covariates?: readonly Float64Array[];
}

/** Many rows of one number per sample, each with its least squares fit. */
export interface SampleModel {
  /** [rows, groups] means, not adjusted; NaN where no sample has a value. */
  readonly means: Float64Array;
  /** [rows, groups] samples with a value. */
  readonly counts: Uint32Array;
  /** [rows, samples] what the model expects; NaN where a sample has no value. */
  readonly fitted: Float64Array;
  /** [rows] adjusted difference of the groups compared; NaN where it is confounded with the covariates. */
  readonly differences: Float64Array;
  /** [rows] variance of that difference where the residual variance is 1. */
  readonly scales: Float64Array;
  /** [rows] residual variance of a sample of weight 1; NaN without degrees of freedom. */
  readonly variances: Float64Array;
  /** [rows] samples with a value less the rank of the model. */
  readonly degrees: Float64Array;
}

/** A column of which less than this share is left is collinear with the others, as in R's `lm`. */
const DEPENDENT = 1e-7;
/** Group means of such a column that differ by less are the same but for rounding. */
const LEVEL = 1e-6;

/**
 * Fit groups and covariates by weighted least squares.
 *
 * Group means are swept out of values and covariates, and what is left of the covariates is made orthogonal, column by
 * column. A column that is a linear combination of groups and earlier columns is left out; if it differs between the groups compared,
 * their difference is confounded with it.
 *
 * @param values [rows, samples]; NaN where a sample has no value.
 * @param weights [rows, samples] inverse variances; all 1 if absent.
 * @throws bad-shape when the sizes do not fit; bad-data when a used sample lacks a covariate.
 * @see Golub and Van Loan, "Matrix Computations", 5.2.8 (modified Gram-Schmidt).
 */
export function fitSampleModel(values: Float64Array, design: SampleDesign, weights?: Float64Array): SampleModel {
  const { groupOfSample, groups, from, to, covariates = [] } = design;
  const samples = groupOfSample.length;
  const rows = Math.floor(values.length / samples);
  expectShape("fitSampleModel: values", [values.length], { "rows x samples": rows * samples });
  if (weights) expectShape("fitSampleModel: weights", [weights.length], { "rows x samples": values.length });
  for (const column of covariates) expectCovariate(column, groupOfSample);
  const model = {
    means: new Float64Array(rows * groups),
    counts: new Uint32Array(rows * groups),
    fitted: new Float64Array(rows * samples).fill(Number.NaN),
    differences: new Float64Array(rows),
    scales: new Float64Array(rows),
    variances: new Float64Array(rows),
    degrees: new Float64Array(rows),
  };
  const taking = Uint32Array.from(groupOfSample.keys()).filter((s) => groupOfSample[s] >= 0);
  const equal = new Float64Array(samples).fill(1);
  const basis = covariates.map(() => ({ column: new Float64Array(samples), step: 0 }));
  for (let g = 0; g < rows; g++) {
    const y = values.subarray(g * samples, (g + 1) * samples);
    const row: Row = {
      members: taking.filter((s) => !Number.isNaN(y[s])),
      weight: weights ? weights.subarray(g * samples, (g + 1) * samples) : equal,
      groupOfSample,
      total: new Float64Array(groups),
    };
    const count = model.counts.subarray(g * groups, (g + 1) * groups);
    for (const s of row.members) {
      row.total[groupOfSample[s]] += row.weight[s];
      count[groupOfSample[s]]++;
    }
    const mean = groupMeans(y, row);
    const fit = model.fitted.subarray(g * samples, (g + 1) * samples);
    for (const s of row.members) fit[s] = mean[groupOfSample[s]];
    let difference = mean[to] - mean[from];
    let scale = 1 / row.total[from] + 1 / row.total[to];
    const { rank, confounded } = orthogonalizeInto(basis, covariates, { ...row, from, to });
    for (const { column, step } of basis.slice(0, rank)) {
      let slope = 0;
      for (const s of row.members) slope += row.weight[s] * column[s] * (y[s] - fit[s]);
      for (const s of row.members) fit[s] += slope * column[s];
      difference -= slope * step;
      scale += step * step;
    }
    let squares = 0;
    for (const s of row.members) squares += row.weight[s] * (y[s] - fit[s]) ** 2;
    const degrees = row.members.length - count.filter((seen) => seen > 0).length - rank;
    model.means.set(mean, g * groups);
    model.differences[g] = confounded ? Number.NaN : difference;
    model.scales[g] = scale;
    model.degrees[g] = degrees;
    model.variances[g] = degrees > 0 ? squares / degrees : Number.NaN;
  }
  return model;
}

/** The samples of one row. */
interface Row {
  /** Samples with a value. */
  readonly members: Uint32Array;
  /** [samples] */
  readonly weight: Float64Array;
  /** [samples] */
  readonly groupOfSample: Int32Array;
  /** [groups] sum of the weights. */
  readonly total: Float64Array;
}

function groupMeans(values: Float64Array, { members, weight, groupOfSample, total }: Row): Float64Array {
  const means = new Float64Array(total.length);
  for (const s of members) means[groupOfSample[s]] += weight[s] * values[s];
  for (let code = 0; code < means.length; code++) means[code] /= total[code];
  return means;
}

/** Part of a covariate that is orthogonal to groups and earlier covariates, of length 1, and how it differs between groups. */
interface BasisVector {
  /** [samples] */
  readonly column: Float64Array;
  /** Mean of the later group less that of the former, before group means were swept out. */
  step: number;
}

/** Fill the first `rank` vectors of the basis. */
function orthogonalizeInto(
  basis: readonly BasisVector[],
  covariates: readonly Float64Array[],
  row: Row & Pick<SampleDesign, "from" | "to">,
): { rank: number; confounded: boolean } {
  const { members, weight, groupOfSample, from, to } = row;
  let rank = 0;
  let confounded = false;
  for (const covariate of covariates) {
    const mean = groupMeans(covariate, row);
    const { column } = basis[rank];
    let step = mean[to] - mean[from];
    let whole = 0;
    for (const s of members) {
      column[s] = covariate[s] - mean[groupOfSample[s]];
      whole += weight[s] * covariate[s] ** 2;
    }
    for (const earlier of basis.slice(0, rank)) {
      let inner = 0;
      for (const s of members) inner += weight[s] * column[s] * earlier.column[s];
      for (const s of members) column[s] -= inner * earlier.column[s];
      step -= inner * earlier.step;
    }
    let left = 0;
    for (const s of members) left += weight[s] * column[s] ** 2;
    if (left <= DEPENDENT ** 2 * whole) {
      confounded ||= Math.abs(step) > LEVEL;
      continue;
    }
    const length = Math.sqrt(left);
    for (const s of members) column[s] /= length;
    basis[rank++].step = step / length;
  }
  return { rank, confounded };
}

function expectCovariate(column: Float64Array, groupOfSample: Int32Array): void {
  expectShape("fitSampleModel: covariate", [column.length], { samples: groupOfSample.length });
  const missing = groupOfSample.findIndex((group, s) => group >= 0 && !Number.isFinite(column[s]));
  if (missing < 0) return;
  throw new CellScapeError(
    "bad-data",
    `fitSampleModel: expected a covariate that is known for every sample, got ${column[missing]} for sample ${missing}`,
  );
}
