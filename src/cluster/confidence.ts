import { clusterSizes, matchClusters, overlaps } from "./partition.ts";

export interface Confidence {
  /** [n] share of the other partitions that put the cell into the same domain. */
  readonly cells: Float32Array;
  /** [clusters] mean Jaccard index of each domain with its partner in the other partitions. */
  readonly domains: Float64Array;
}

/**
 * How far other partitions of the same cells confirm one. Each other partition's clusters are paired one to one with the
 * domains so that the most cells agree; a cell's confidence is the share of partitions whose paired label is its own, a
 * domain's is the mean of |both| / |either| over its partners.
 *
 * @param labels [n] the partition in question, 0 .. clusters - 1.
 * @param others partitions into the same number of clusters; none gives NaN, for nothing is known.
 * @see Hennig 2007, "Cluster-wise assessment of cluster stability": below 0.5 a cluster is dissolved, above 0.75 stable.
 */
export function confidence(labels: Int32Array, others: readonly Int32Array[], clusters: number): Confidence {
  const cells = new Float32Array(labels.length);
  const domains = new Float64Array(clusters);
  const sizes = clusterSizes(labels, clusters);
  for (const other of others) {
    const partner = matchClusters(other, labels, clusters);
    for (let i = 0; i < labels.length; i++) if (partner[other[i]] === labels[i]) cells[i]++;
    const otherSizes = clusterSizes(other, clusters);
    const shared = overlaps(other, labels, clusters).values;
    for (let k = 0; k < clusters; k++) {
      const both = shared[k * clusters + partner[k]];
      domains[partner[k]] += both / (otherSizes[k] + sizes[partner[k]] - both);
    }
  }
  const count = others.length;
  return {
    cells: cells.map((agreeing) => (count === 0 ? Number.NaN : agreeing / count)),
    domains: domains.map((sum) => (count === 0 ? Number.NaN : sum / count)),
  };
}
