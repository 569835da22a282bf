import type { Matrix } from "../data/matrix.ts";
import { kernelRoom } from "../math/kernels/kernelRoom.ts";

/** Points in memory of the kernels, whose nearest centroids are found again and again. */
export interface CentroidSearch {
  /** [n, d] */
  readonly points: Float64Array;
  /** [n] cluster of each point; 0 at first. */
  readonly labels: Int32Array;
  /** [n] squared distance to the centroid of the label. */
  readonly distances: Float64Array;
  /** [n] lower bound of the distance to all centroids but that of the label, of the caller; then that to the second nearest. */
  readonly others: Float64Array;
  /**
   * Sets labels, distances and bounds by centroids [clusters, d]; the first of equals.
   *
   * @see Hamerly 2010, "Making k-means even faster": where the own centroid is nearer than the bound, no other one is looked at.
   */
  assign(centroids: Float64Array): void;
  free(): void;
}

/** A search without bounds for points [n, d]. */
export function centroidSearch(values: ArrayLike<number>, d: number, clusters: number): CentroidSearch {
  const n = values.length / d;
  const width = 4 * Math.ceil(clusters / 4);
  const { kernels, arrays, free } = kernelRoom({
    ...{ points: ["f64", n * d], centroids: ["f64", d * width], squares: ["f64", width] },
    ...{ labels: ["i32", n], distances: ["f64", n], others: ["f64", n] },
  });
  arrays.points.set(values);
  return {
    ...arrays,
    free,
    assign(centroids) {
      for (let c = 0; c < clusters; c++) {
        for (let u = 0; u < d; u++) arrays.centroids[u * width + c] = centroids[c * d + u];
      }
      kernels.nearestCentroids(
        arrays.points.byteOffset,
        n,
        d,
        arrays.centroids.byteOffset,
        clusters,
        width,
        arrays.labels.byteOffset,
        arrays.distances.byteOffset,
        arrays.others.byteOffset,
        arrays.squares.byteOffset,
      );
    },
  };
}

/** Points that are in the memory of the kernels at once. */
const block = 8192;

/** [n] the nearest of centroids [clusters, d] to each point, the first of equals. */
export function nearestCentroidOf({ rows: n, columns: d, values }: Matrix, centroids: Float64Array): Int32Array {
  const labels = new Int32Array(n);
  for (let first = 0; first < n; first += block) {
    const part = values.subarray(first * d, Math.min(n, first + block) * d);
    const search = centroidSearch(part, d, centroids.length / d);
    search.assign(centroids);
    labels.set(search.labels, first);
    search.free();
  }
  return labels;
}
