import { CellScapeError } from "../../core/errors.ts";
import { cholesky, inverseFromFactor, invertLower, logDeterminant } from "../../math/linearAlgebra/cholesky.ts";
import { isSingular } from "../singular.ts";
import { type LinearScores, linearScoresInto, type Rows } from "./linearScores.ts";

/** Shapes of the covariance of a Gaussian mixture. */
export type Covariance = "tied" | "full" | "diagonal";

/**
 * What is added to every variance: a number, and more where that is not enough; `exactly` so much; undefined for nothing.
 */
export type Regularization = number | { readonly exactly: number } | undefined;

interface Moments {
  /** [c] sum of posteriors of each component. */
  readonly sizes: Float64Array;
  /** [c, d] */
  readonly means: Float64Array;
}

/** The part of EM that depends on the shape of the covariance. Holds the current covariances between the calls. */
export interface CovarianceModel {
  /**
   * M step: covariances from posteriors and means.
   *
   * @returns false when no more was to be added and a covariance is singular: densities are then not to be computed.
   */
  maximize(posterior: Rows, moments: Moments, regularization: Regularization): boolean;
  /** As `LogDensities`, of the current covariances. */
  logDensitiesInto: LogDensities;
  /** The same as linear functions, where they are linear. */
  linearScores?(means: Float64Array): LinearScores;
  /** What `logDensitiesInto` leaves out, summed over the model's own cells. */
  sharedLogDensity(): number;
  covariances(): Float64Array;
}

/**
 * log N(x_i; mean_k, covariance_k) of centred cells into rows, without what is the same for all components of a cell.
 */
type LogDensities = (cells: Float64Array, means: Float64Array, out: Rows) => void;

/** A model for centred points [n, d] and c components, by shape. */
export const covarianceModels: Readonly<
  Record<Covariance, (points: Float64Array, d: number, c: number) => CovarianceModel>
> = { tied, full, diagonal };

/** Log densities by covariances, as a model returns them, of c components in d dimensions: the same bits as its own. */
export const logDensitiesBy: Readonly<
  Record<Covariance, (covariances: Float64Array, d: number, c: number) => LogDensities>
> = {
  tied: (covariance, d, c) => tiedDensities(precisionOf(covariance, d).precision, d, c),
  full: fullDensities,
  diagonal: diagonalDensities,
};

const logTwoPi = Math.log(2 * Math.PI);

/**
 * One covariance S for all components. The quadratic form opens into x S^-1 x - 2 x S^-1 m_k + m_k S^-1 m_k: its first
 * term is the same for all components, so a cell costs c d instead of c d^2, and its sum over cells is the trace of
 * S^-1 X^T X, which needs no pass over the cells. Clear form: log N(x_i; m_k, S) for every i and k.
 */
function tied(points: Float64Array, d: number, c: number): CovarianceModel {
  const n = points.length / d;
  const products = crossProducts(points, d);
  const covariance = new Float64Array(d * d);
  let precision: Float64Array = new Float64Array(d * d);
  let logDet = 0;
  return {
    // S = (X^T X - sum_k n_k m_k m_k^T) / n + regularization I
    maximize(_, { sizes, means }, regularization) {
      for (let u = 0; u < d; u++) {
        for (let v = 0; v <= u; v++) {
          let sum = products[u * d + v];
          for (let k = 0; k < c; k++) sum -= sizes[k] * means[k * d + u] * means[k * d + v];
          covariance[u * d + v] = sum / n;
          covariance[v * d + u] = sum / n;
        }
      }
      if (!settleInto(covariance, d, regularization)) return false;
      ({ precision, logDet } = precisionOf(covariance, d));
      return true;
    },
    logDensitiesInto: (cells, means, out) => tiedDensities(precision, d, c)(cells, means, out),
    linearScores: (means) => tiedScores(precision, means, d, c),
    sharedLogDensity() {
      let quadratic = 0;
      for (let at = 0; at < d * d; at++) quadratic += precision[at] * products[at];
      return -0.5 * (n * (d * logTwoPi + logDet) + quadratic);
    },
    covariances: () => covariance.slice(),
  };
}

function precisionOf(covariance: Float64Array, d: number): { precision: Float64Array; logDet: number } {
  const factor = factorOf(covariance, d);
  return { precision: inverseFromFactor(invertLower(factor, d), d), logDet: logDeterminant(factor, d) };
}

function tiedDensities(precision: Float64Array, d: number, c: number): LogDensities {
  return (cells, means, out) => linearScoresInto(cells, tiedScores(precision, means, d, c), d, out);
}

function tiedScores(precision: Float64Array, means: Float64Array, d: number, c: number): LinearScores {
  const slopes = new Float64Array(c * d);
  const offsets = new Float64Array(c);
  for (let k = 0; k < c; k++) {
    for (let u = 0; u < d; u++) {
      let sum = 0;
      for (let v = 0; v < d; v++) sum += precision[u * d + v] * means[k * d + v];
      slopes[k * d + u] = sum;
      offsets[k] -= 0.5 * sum * means[k * d + u];
    }
  }
  return { slopes, offsets };
}

/** A covariance for each component: S_k = sum_i r_ik (x_i - m_k)(x_i - m_k)^T / n_k + regularization I. */
function full(points: Float64Array, d: number, c: number): CovarianceModel {
  const n = points.length / d;
  const covariances = new Float64Array(c * d * d);
  const difference = new Float64Array(d);
  return {
    maximize({ values: posterior, width }, { sizes, means }, regularization) {
      covariances.fill(0);
      for (let k = 0; k < c; k++) {
        const own = covariances.subarray(k * d * d, (k + 1) * d * d);
        for (let i = 0; i < n; i++) {
          const r = posterior[i * width + k];
          if (r < 1e-18) continue;
          for (let u = 0; u < d; u++) difference[u] = points[i * d + u] - means[k * d + u];
          for (let u = 0; u < d; u++) {
            const scaled = r * difference[u];
            for (let v = 0; v <= u; v++) own[u * d + v] += scaled * difference[v];
          }
        }
        for (let u = 0; u < d; u++) {
          for (let v = 0; v <= u; v++) {
            own[u * d + v] /= sizes[k];
            own[v * d + u] = own[u * d + v];
          }
        }
        if (!settleInto(own, d, regularization)) return false;
      }
      return true;
    },
    logDensitiesInto: (cells, means, out) => fullDensities(covariances, d, c)(cells, means, out),
    sharedLogDensity: () => -0.5 * n * d * logTwoPi,
    covariances: () => covariances.slice(),
  };
}

function fullDensities(covariances: Float64Array, d: number, c: number): LogDensities {
  const difference = new Float64Array(d);
  return (cells, means, { values: out, width }) => {
    for (let k = 0; k < c; k++) {
      const factor = factorOf(covariances.subarray(k * d * d, (k + 1) * d * d), d);
      const inverse = invertLower(factor, d);
      const logDet = logDeterminant(factor, d);
      for (let i = 0; i * d < cells.length; i++) {
        for (let u = 0; u < d; u++) difference[u] = cells[i * d + u] - means[k * d + u];
        let quadratic = 0;
        for (let u = 0; u < d; u++) {
          let sum = 0;
          for (let v = 0; v <= u; v++) sum += inverse[u * d + v] * difference[v];
          quadratic += sum * sum;
        }
        out[i * width + k] = -0.5 * (quadratic + logDet);
      }
    }
  };
}

/** Independent dimensions with a variance for each component: sum_i r_ik (x_iu - m_ku)^2 / n_k + regularization. */
function diagonal(points: Float64Array, d: number, c: number): CovarianceModel {
  const n = points.length / d;
  const variances = new Float64Array(c * d);
  return {
    maximize({ values: posterior, width }, { sizes, means }, regularization) {
      variances.fill(0);
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < c; k++) {
          const r = posterior[i * width + k];
          if (r < 1e-18) continue;
          for (let u = 0; u < d; u++) variances[k * d + u] += r * (points[i * d + u] - means[k * d + u]) ** 2;
        }
      }
      for (let at = 0; at < c * d; at++) {
        variances[at] = variances[at] / sizes[Math.floor(at / d)] + addedBy(regularization);
      }
      return variances.every((variance) => variance > 0);
    },
    logDensitiesInto: (cells, means, out) => diagonalDensities(variances, d, c)(cells, means, out),
    sharedLogDensity: () => -0.5 * n * d * logTwoPi,
    covariances: () => variances.slice(),
  };
}

function diagonalDensities(variances: Float64Array, d: number, c: number): LogDensities {
  return (cells, means, { values: out, width }) => {
    const precisions = variances.map((variance) => 1 / variance);
    for (let k = 0; k < c; k++) {
      let logDet = 0;
      for (let u = 0; u < d; u++) logDet += Math.log(variances[k * d + u]);
      for (let i = 0; i * d < cells.length; i++) {
        let quadratic = 0;
        for (let u = 0, x = i * d, m = k * d; u < d; u++, x++, m++) {
          quadratic += precisions[m] * (cells[x] - means[m]) ** 2;
        }
        out[i * width + k] = -0.5 * (quadratic + logDet);
      }
    }
  };
}

/** X^T X, [d, d]. */
function crossProducts(points: Float64Array, d: number): Float64Array {
  const products = new Float64Array(d * d);
  for (let at = 0; at < points.length; at += d) {
    for (let u = 0; u < d; u++) {
      const x = points[at + u];
      for (let v = 0; v <= u; v++) products[u * d + v] += x * points[at + v];
    }
  }
  for (let u = 0; u < d; u++) for (let v = 0; v < u; v++) products[v * d + u] = products[u * d + v];
  return products;
}

function addedBy(regularization: Regularization): number {
  return typeof regularization === "object" ? regularization.exactly : (regularization ?? 0);
}

/** Regularises a covariance, or, where nothing is to be added, finds whether it can be used as it is. */
function settleInto(covariance: Float64Array, d: number, regularization: Regularization): boolean {
  if (regularization === undefined) return !isSingular(covariance, d);
  if (typeof regularization === "object") {
    for (let u = 0; u < d; u++) covariance[u * d + u] += regularization.exactly;
    return cholesky(covariance, d) !== undefined;
  }
  regularizeInto(covariance, d, regularization);
  return true;
}

/**
 * Add the regularization to the diagonal, and as much more as it takes to be positive definite (a component on fewer
 * points than dimensions, or on equal points).
 */
function regularizeInto(covariance: Float64Array, d: number, regularization: number): void {
  let trace = 0;
  for (let u = 0; u < d; u++) trace += covariance[u * d + u];
  let added = regularization;
  for (let u = 0; u < d; u++) covariance[u * d + u] += added;
  for (let more = Math.max((1e-10 * trace) / d, 1e-12); more < Number.MAX_VALUE; more *= 10) {
    if (cholesky(covariance, d) !== undefined) return;
    for (let u = 0; u < d; u++) covariance[u * d + u] += more;
    added += more;
    if (!Number.isFinite(trace + added)) break;
  }
  throw new CellScapeError(
    "bad-data",
    "gaussianMixture: expected finite coordinates, got a covariance that is not finite",
  );
}

/** The Cholesky factor of a covariance that was regularised. */
function factorOf(covariance: Float64Array, d: number): Float64Array {
  const factor = cholesky(covariance, d);
  if (!factor) throw new Error("internal: a regularised covariance is positive definite");
  return factor;
}
