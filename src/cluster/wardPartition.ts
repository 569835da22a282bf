import type { Random } from "../core/random.ts";
import type { Matrix } from "../data/matrix.ts";
import { pickRows } from "./columns.ts";
import { nearestCentroidOf } from "./nearestCentroids.ts";
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
  options: { readonly sampleAbove?: number },
  rng: Random,
): Int32Array {
  return wardPartitions(points, [clusters], options, rng)[0];
}

/** The same for several numbers of groups, from one tree. */
export function wardPartitions(
  points: Matrix,
  counts: readonly number[],
  { sampleAbove = 3000 }: { readonly sampleAbove?: number },
  rng: Random,
): Int32Array[] {
  const { rows: n } = points;
  if (n <= sampleAbove) {
    const tree = wardTree(points);
    return counts.map((clusters) => cutTree(tree, clusters));
  }
  const cells = rng.permutation(n).slice(0, sampleAbove).sort();
  const sample = pickRows(points, cells);
  const tree = wardTree(sample);
  const some = Float64Array.from(sample.values);
  return counts.map((clusters) => {
    const sampled = cutTree(tree, clusters);
    const labels = nearestCentroidOf(points, clusterMeans(some, sampled, clusters));
    // The sample keeps the tree's labels, so that no cluster can come out empty.
    cells.forEach((cell, i) => {
      labels[cell] = sampled[i];
    });
    return labels;
  });
}
