import { cholesky, inverseFromFactor, invertLower } from "../../math/linearAlgebra/cholesky.ts";

/** Points as rows of which the leading columns count: several sets share the components of one. */
export interface LeadingRows {
  readonly rows: number;
  /** Columns that each row holds. */
  readonly stride: number;
  /** Leading columns that are read. */
  readonly used: number;
  readonly values: Float32Array;
}

/** Normal distributions of one covariance: the log density of each, up to a shared term, is linear in the point. */
export interface Discriminants {
  /** [clusters, used] */
  readonly slopes: Float64Array;
  /** [clusters] */
  readonly offsets: Float64Array;
}

/** Sums over points from which the normal distributions of a partition follow. */
export interface Moments {
  /** [clusters] weights of the points. */
  readonly sizes: Float64Array;
  /** [clusters, d] weighted sums. */
  readonly sums: Float64Array;
  /** [d, d] weighted sum of the outer products of all points. */
  readonly products: Float64Array;
}

/**
 * The discriminants of clusters whose points scatter alike around their means; a cluster without points never wins.
 *
 * @param ridge share of the mean variance within clusters, added to each variance.
 */
export function discriminantsOf({ sizes, sums, products }: Moments, ridge: number): Discriminants {
  const c = sizes.length;
  const d = sums.length / c;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const means = sums.map((sum, at) => sum / Math.max(sizes[Math.floor(at / d)], 1e-12));
  const within = products.map((product) => product / total);
  for (let k = 0; k < c; k++) {
    for (let u = 0; u < d; u++) {
      for (let v = 0; v < d; v++) within[u * d + v] -= (means[k * d + u] * sums[k * d + v]) / total;
    }
  }
  const precision = precisionOf(within, d, ridge);
  const slopes = new Float64Array(c * d);
  const offsets = new Float64Array(c);
  for (let k = 0; k < c; k++) {
    let square = 0;
    for (let u = 0; u < d; u++) {
      let slope = 0;
      for (let v = 0; v < d; v++) slope += precision[u * d + v] * means[k * d + v];
      slopes[k * d + u] = slope;
      square += slope * means[k * d + u];
    }
    offsets[k] = sizes[k] > 0 ? Math.log(sizes[k] / total) - square / 2 : Number.NEGATIVE_INFINITY;
  }
  return { slopes, offsets };
}

/** Inverse of a covariance with a ridge; the ridge grows where rounding leaves it not positive definite. */
function precisionOf(covariance: Float64Array, d: number, ridge: number): Float64Array {
  let trace = 0;
  for (let u = 0; u < d; u++) trace += Math.max(covariance[u * d + u], 0);
  for (let added = (ridge * trace) / d + 1e-12; ; added *= 10) {
    const ridged = covariance.slice();
    for (let u = 0; u < d; u++) ridged[u * d + u] += added;
    const factor = cholesky(ridged, d);
    if (factor) return inverseFromFactor(invertLower(factor, d), d);
    if (!Number.isFinite(added)) throw new Error("internal: features of hints are not finite");
  }
}

/** Sum of the outer products of points, [used, used]. @param weights of the rows; 1 by default. */
export function outerProducts({ stride, used, values }: LeadingRows, rows: Uint32Array, weights?: Float64Array) {
  const products = new Float64Array(used * used);
  rows.forEach((row, at) => {
    const from = row * stride;
    const weight = weights?.[at] ?? 1;
    for (let u = 0; u < used; u++) {
      const x = weight * values[from + u];
      for (let v = 0; v <= u; v++) products[u * used + v] += x * values[from + v];
    }
  });
  for (let u = 0; u < used; u++) for (let v = 0; v < u; v++) products[v * used + u] = products[u * used + v];
  return products;
}

/** Discriminant of each cluster at a row, into [clusters]. */
export function discriminateInto(
  out: Float64Array,
  { slopes, offsets }: Discriminants,
  { stride, used, values }: LeadingRows,
  row: number,
): void {
  const from = row * stride;
  for (let k = 0, at = 0; k < offsets.length; k++) {
    let sum = offsets[k];
    for (let u = 0; u < used; u++, at++) sum += slopes[at] * values[from + u];
    out[k] = sum;
  }
}

/** The cluster of largest discriminant of each row. */
export function classifyRows(discriminants: Discriminants, points: LeadingRows, rows?: Uint32Array): Int32Array {
  const scores = new Float64Array(discriminants.offsets.length);
  const labels = new Int32Array(rows?.length ?? points.rows);
  for (let at = 0; at < labels.length; at++) {
    discriminateInto(scores, discriminants, points, rows ? rows[at] : at);
    let best = 0;
    for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
    labels[at] = best;
  }
  return labels;
}
