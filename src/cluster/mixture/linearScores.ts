import { kernelRoom } from "../../math/kernels/kernelRoom.ts";

/** A linear function of d coordinates for each component. */
export interface LinearScores {
  /** [c, d] */
  readonly slopes: Float64Array;
  /** [c] */
  readonly offsets: Float64Array;
}

/** A number for each cell and component, in rows that may be longer. */
export interface Rows {
  /** [n, width], of which the first c columns are components. */
  readonly values: Float64Array;
  readonly width: number;
}

/** Rows that are in the memory of the kernels at once. */
const block = 4096;

/**
 * offset_k + x_i slope_k for every cell and component; clear form:
 * `out[i * width + k] = offsets[k] + sum over u of points[i * d + u] * slopes[k * d + u]`.
 *
 * @param points [n, d]
 */
export function linearScoresInto(points: Float64Array, scores: LinearScores, d: number, out: Rows): void {
  const c = scores.offsets.length;
  const n = points.length / d;
  const width = 4 * Math.ceil(c / 4);
  const { kernels, arrays, free } = kernelRoom({
    ...{ points: ["f64", Math.min(n, block) * d], rows: ["f64", Math.min(n, block) * width] },
    ...{ slopes: ["f64", d * width], offsets: ["f64", width] },
  });
  slopesInto(scores, d, width, arrays.slopes);
  arrays.offsets.set(scores.offsets);
  for (let first = 0; first < n; first += block) {
    const count = Math.min(block, n - first);
    arrays.points.set(points.subarray(first * d, (first + count) * d));
    kernels.linearScores(
      arrays.points.byteOffset,
      count,
      d,
      d,
      arrays.slopes.byteOffset,
      arrays.offsets.byteOffset,
      width,
      arrays.rows.byteOffset,
    );
    const to = out.values.subarray(first * out.width, (first + count) * out.width);
    copyRowsInto({ values: arrays.rows, width }, c, { values: to, width: out.width });
  }
  free();
}

/** Slopes [c, d] as the kernel takes them, [d, width]. */
export function slopesInto({ slopes }: LinearScores, d: number, width: number, into: Float64Array): void {
  const c = slopes.length / d;
  for (let u = 0; u < d; u++) for (let k = 0; k < c; k++) into[u * width + k] = slopes[k * d + u];
}

/** Copies the first c columns of rows. */
export function copyRowsInto({ values: from, width }: Rows, c: number, into: Rows): void {
  const { values: to } = into;
  for (let at = 0, row = 0; row < to.length; at += width, row += into.width) {
    for (let k = 0; k < c; k++) to[row + k] = from[at + k];
  }
}
