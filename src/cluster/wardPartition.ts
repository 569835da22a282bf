import type { Random } from "../core/random.ts";
import type { Matrix } from "../data/matrix.ts";
import { pickRows } from "./columns.ts";
import { assignNearestInto } from "./kMeans.ts";
import { clusterMeans } from "./partition.ts";
import { cutTree, wardTree } from "./ward.ts";

/**
 * Ward's partition into `clusters` groups. Above `sampleAbove` points the tree is built on a seeded sample of that many
 * (its cost grows with n^2), and the other points join the nearest centroid.
 *
 * @returns [n] labels 0 .. clusters - 1, none of them empty.
 */
export function wardPartition(
  points: Matrix,
  clusters: number,
  { sampleAbove = 3000 }: { readonly sampleAbove?: number },
  rng: Random,
): Int32Array {
  const { rows: n, columns: d, values } = points;
  if (n <= sampleAbove) return cutTree(wardTree(points), clusters);
  const cells = rng.permutation(n).slice(0, sampleAbove).sort();
  const sample = pickRows(points, cells);
  const sampled = cutTree(wardTree(sample), clusters);
  const labels = new Int32Array(n);
  const centroids = clusterMeans(Float64Array.from(sample.values), sampled, clusters);
  assignNearestInto(Float64Array.from(values), centroids, d, { labels, distances: new Float64Array(n) });
  // The sample keeps the tree's labels, so that no cluster can come out empty.
  cells.forEach((cell, i) => {
    labels[cell] = sampled[i];
  });
  return labels;
}
