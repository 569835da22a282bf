import { clusterSizes, matchClusters, overlaps } from "../cluster/partition.ts";
import { silentTask, type Task } from "../core/task.ts";

/**
 * How sure each cell's domain is: over all partitions, the mean share of the cell and its neighbours that the
 * partition puts into the cell's domain. It falls where partitions disagree and where they agree on a mixed
 * neighbourhood. Each partition's clusters are first paired one to one with the domains so that the most cells agree.
 *
 * @param labels [n] domain of each cell, 0 .. clusters - 1.
 * @param partitions at least one, before the vote, into the same number of clusters.
 * @param neighbors [n, r] padded with -1, as `neighborsInSections` returns them; may be empty.
 * @returns [n] 0 to 1.
 */
export async function cellConfidence(
  labels: Int32Array,
  partitions: readonly Int32Array[],
  { neighbors, clusters }: { readonly neighbors: Int32Array; readonly clusters: number },
  task: Task = silentTask,
): Promise<Float32Array> {
  const n = labels.length;
  const r = n === 0 ? 0 : neighbors.length / n;
  const sums = new Float64Array(n);
  for (const [at, partition] of partitions.entries()) {
    await task.update(at / partitions.length);
    const partner = matchClusters(partition, labels, clusters);
    for (let i = 0; i < n; i++) {
      let agreeing = partner[partition[i]] === labels[i] ? 1 : 0;
      let counted = 1;
      for (let e = i * r; e < (i + 1) * r && neighbors[e] >= 0; e++) {
        counted++;
        if (partner[partition[neighbors[e]]] === labels[i]) agreeing++;
      }
      sums[i] += agreeing / counted;
    }
  }
  return Float32Array.from(sums, (sum) => sum / partitions.length);
}

/**
 * How stable each domain is: the mean Jaccard index, |both| / |either|, with its partner in other partitions.
 *
 * @param labels [n] domain of each cell, 0 .. clusters - 1.
 * @param others partitions into the same number of clusters; none gives NaN, for nothing is known.
 * @returns [clusters]
 * @see Hennig 2007, "Cluster-wise assessment of cluster stability": below 0.5 a cluster is dissolved, above 0.75 stable.
 */
export function domainStability(labels: Int32Array, others: readonly Int32Array[], clusters: number): Float64Array {
  const sizes = clusterSizes(labels, clusters);
  const sums = new Float64Array(clusters);
  for (const other of others) {
    const partner = matchClusters(other, labels, clusters);
    const otherSizes = clusterSizes(other, clusters);
    const shared = overlaps(other, labels, clusters).values;
    for (let k = 0; k < clusters; k++) {
      const both = shared[k * clusters + partner[k]];
      sums[partner[k]] += both / (otherSizes[k] + sizes[partner[k]] - both);
    }
  }
  return sums.map((sum) => sum / others.length);
}
