import { clusterSizes, matchClusters, overlaps } from "../cluster/partition.ts";
import { silentTask, type Task } from "../core/task.ts";

/**
 * Confidence of each cell's domain: over all partitions, the mean share of the cell and its neighbours that the
 * partition puts into the cell's domain. It falls where partitions disagree and where they agree on a mixed
 * neighbourhood. Each partition's clusters are first paired one to one with the domains so that the most cells agree.
 *
 * @param labels [n] domain of each cell, 0 .. count - 1.
 * @param partitions at least one, before the vote, into the same number of clusters.
 * @param neighbors [n, r] padded with -1, as `neighborsInSections` returns them; may be empty.
 * @returns [n] 0 to 1.
 */
export async function cellConfidence(
  labels: Int32Array,
  partitions: readonly Int32Array[],
  { neighbors, count }: { readonly neighbors: Int32Array; readonly count: number },
  task: Task = silentTask,
): Promise<Float32Array> {
  const n = labels.length;
  const r = n === 0 ? 0 : neighbors.length / n;
  const sums = new Float64Array(n);
  // Bytes where they suffice: neighbours lie anywhere in the array, and a smaller one fits the cache.
  const paired = new (count <= 256 ? Uint8Array : Int32Array)(n);
  for (const [at, partition] of partitions.entries()) {
    await task.update(at / partitions.length);
    const partner = matchClusters(partition, labels, count);
    for (let i = 0; i < n; i++) paired[i] = partner[partition[i]];
    for (let i = 0; i < n; i++) {
      const own = labels[i];
      let agreeing = paired[i] === own ? 1 : 0;
      let counted = 1;
      for (let e = i * r, end = e + r; e < end; e++) {
        const neighbor = neighbors[e];
        if (neighbor < 0) break;
        counted++;
        if (paired[neighbor] === own) agreeing++;
      }
      sums[i] += agreeing / counted;
    }
  }
  return Float32Array.from(sums, (sum) => sum / partitions.length);
}

/**
 * How stable each domain is: the mean Jaccard index, |both| / |either|, with its partner in other partitions.
 *
 * @param labels [n] domain of each cell, 0 .. count - 1.
 * @param others partitions into the same number of clusters; none gives NaN, for nothing is known.
 * @returns [count]
 * @see Hennig 2007, "Cluster-wise assessment of cluster stability": below 0.5 a cluster is dissolved, above 0.75 stable.
 */
export function domainStability(labels: Int32Array, others: readonly Int32Array[], count: number): Float64Array {
  const sizes = clusterSizes(labels, count);
  const sums = new Float64Array(count);
  for (const other of others) {
    const partner = matchClusters(other, labels, count);
    const otherSizes = clusterSizes(other, count);
    const shared = overlaps(other, labels, count).values;
    for (let k = 0; k < count; k++) {
      const both = shared[k * count + partner[k]];
      sums[partner[k]] += both / (otherSizes[k] + sizes[partner[k]] - both);
    }
  }
  return sums.map((sum) => sum / others.length);
}
