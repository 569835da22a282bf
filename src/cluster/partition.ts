import type { Matrix } from "../data/matrix.ts";
import { assign } from "../math/statistics/assignment.ts";

/** Cells in each cluster 0 .. clusters - 1. */
export function clusterSizes(labels: Int32Array, clusters: number): Int32Array {
  const sizes = new Int32Array(clusters);
  for (const label of labels) sizes[label]++;
  return sizes;
}

/** Labels 0 .. clusters - 1 that no cell has. */
export function emptyClusters(labels: Int32Array, clusters: number): number[] {
  const sizes = clusterSizes(labels, clusters);
  return Array.from(sizes.keys()).filter((label) => sizes[label] === 0);
}

/** Mean of the points [n, d] of each cluster: [clusters, d]. */
export function clusterMeans(points: Float64Array, labels: Int32Array, clusters: number): Float64Array {
  const d = points.length / labels.length;
  const sizes = clusterSizes(labels, clusters);
  const means = new Float64Array(clusters * d);
  for (let i = 0; i < labels.length; i++) {
    for (let u = 0; u < d; u++) means[labels[i] * d + u] += points[i * d + u] / sizes[labels[i]];
  }
  return means;
}

/** [n, c] row-major, 1 at the label of each row and 0 elsewhere. */
export function oneHot(labels: Int32Array, clusters: number): Float64Array {
  const rows = new Float64Array(labels.length * clusters);
  for (let i = 0; i < labels.length; i++) rows[i * clusters + labels[i]] = 1;
  return rows;
}

/** The column of the largest value in each row of [n, c]; the first of equals. */
export function largestOfRows(rows: Float64Array, c: number): Int32Array {
  const largest = new Int32Array(rows.length / c);
  for (let i = 0; i < largest.length; i++) {
    let best = 0;
    for (let k = 1; k < c; k++) if (rows[i * c + k] > rows[i * c + best]) best = k;
    largest[i] = best;
  }
  return largest;
}

/**
 * Number the clusters 0, 1, ... by size, largest first; equal sizes by their first cell.
 *
 * @returns `rank[label]` is the new number of an old label 0 .. clusters - 1.
 */
export function rankBySize(labels: Int32Array, clusters: number): Int32Array {
  const sizes = clusterSizes(labels, clusters);
  const first = new Int32Array(clusters).fill(labels.length);
  for (let i = labels.length - 1; i >= 0; i--) first[labels[i]] = i;
  const order = Array.from({ length: clusters }, (_, label) => label);
  order.sort((a, b) => sizes[b] - sizes[a] || first[a] - first[b] || a - b);
  const rank = new Int32Array(clusters);
  order.forEach((label, position) => {
    rank[label] = position;
  });
  return rank;
}

/** Cells that two partitions of `clusters` clusters each share, cluster by cluster: [clusters, clusters]. */
export function overlaps(a: Int32Array, b: Int32Array, clusters: number): Matrix {
  const values = new Float64Array(clusters * clusters);
  for (let i = 0; i < a.length; i++) values[a[i] * clusters + b[i]]++;
  return { rows: clusters, columns: clusters, values };
}

/**
 * Pair the clusters of a partition one to one with those of a reference so that the most cells agree.
 *
 * @returns `partner[label]` is the reference's cluster for a cluster of `labels`.
 */
export function matchClusters(labels: Int32Array, reference: Int32Array, clusters: number): Int32Array {
  const shared = overlaps(labels, reference, clusters);
  return assign({ ...shared, values: shared.values.map((count) => -count) });
}
