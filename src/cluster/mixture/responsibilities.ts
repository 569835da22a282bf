import { kernelRoom } from "../../math/kernels/kernelRoom.ts";
import type { CovarianceModel } from "./covarianceModels.ts";
import { copyRowsInto, type Rows, slopesInto } from "./linearScores.ts";

/** Posteriors of some points, and what the steps of EM compute with them, in memory of the kernels. */
interface Responsibilities {
  readonly rows: Rows;
  /** Weight [c] and mean [c, d] of each component: sum_i r_ik and sum_i r_ik x_i / sum_i r_ik, cells in order. */
  momentsInto(sizes: Float64Array, means: Float64Array): void;
  /** Posteriors by a model. @returns the sum over cells of the log of what they were divided by. */
  weigh(model: CovarianceModel, means: Float64Array, weights: Float64Array): number;
  /** Writes the posteriors [n, c], and gives the memory back. */
  endInto(posterior: Float64Array): void;
}

/** Rows and components of a block of `momentBlock`. */
const side = 4;

/** As scikit-learn: a component without cells keeps a finite mean. */
const leastSize = 10 * Number.EPSILON;

/**
 * @param points [n, d]
 * @param posterior [n, c] to start from.
 */
export function responsibilitiesOf(
  points: Float64Array,
  posterior: Float64Array,
  n: number,
  c: number,
  d: number,
): Responsibilities {
  // Zeros fill components and coordinates up to blocks.
  const [width, columns] = [side * Math.ceil(c / side), Math.max(d, side)];
  const { kernels, arrays, free } = kernelRoom({
    ...{ points: ["f64", n * columns], values: ["f64", n * width], moments: ["f64", width * columns] },
    ...{ slopes: ["f64", d * width], offsets: ["f64", width], logWeights: ["f64", width] },
    ...{ highest: ["f64", n], sums: ["f64", n], sizes: ["f64", width] },
  });
  const rows = { values: arrays.values, width };
  arrays.sizes.fill(leastSize);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < d; u++) arrays.points[i * columns + u] = points[i * d + u];
    for (let k = 0; k < c; k++) {
      arrays.values[i * width + k] = posterior[i * c + k];
      arrays.sizes[k] += posterior[i * c + k];
    }
  }
  arrays.logWeights.fill(Number.NEGATIVE_INFINITY);
  return {
    rows,
    momentsInto(sizes, means) {
      sizes.set(arrays.sizes.subarray(0, c));
      // Blocks overlap at the end: a sum that is made twice is the same.
      for (let u = 0; u < columns; u += side) {
        for (let k = 0; k < width; k += side) {
          kernels.momentBlock(
            arrays.points.byteOffset,
            arrays.values.byteOffset,
            n,
            columns,
            width,
            k,
            Math.min(u, columns - side),
            arrays.moments.byteOffset,
          );
        }
      }
      for (let k = 0; k < c; k++) {
        for (let u = 0; u < d; u++) means[k * d + u] = arrays.moments[k * columns + u] / sizes[k];
      }
    },
    weigh(model, means, weights) {
      const scores = model.linearScores?.(means);
      if (scores) {
        slopesInto(scores, d, width, arrays.slopes);
        arrays.offsets.set(scores.offsets);
        kernels.linearScores(
          arrays.points.byteOffset,
          n,
          columns,
          d,
          arrays.slopes.byteOffset,
          arrays.offsets.byteOffset,
          width,
          arrays.values.byteOffset,
        );
      } else model.logDensitiesInto(points, means, rows);
      for (let k = 0; k < c; k++) arrays.logWeights[k] = Math.log(weights[k]);
      arrays.sizes.fill(leastSize);
      kernels.weighRows(
        arrays.values.byteOffset,
        n,
        width,
        arrays.logWeights.byteOffset,
        arrays.highest.byteOffset,
        arrays.sums.byteOffset,
        arrays.sizes.byteOffset,
      );
      let total = 0;
      for (let i = 0; i < n; i++) total += arrays.highest[i] + Math.log(arrays.sums[i]);
      return total;
    },
    endInto(to) {
      copyRowsInto(rows, c, { values: to, width: c });
      free();
    },
  };
}
