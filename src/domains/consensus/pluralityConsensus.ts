import { emptyClusters, matchClusters } from "../../cluster/partition.ts";

/**
 * Consensus by weighted plurality: once the clusters of several partitions are paired with those of a reference, each cell
 * takes the label of the largest total weight, and of equals the reference's.
 *
 * The number of clusters is kept: where one would lose its last cell, the reference itself is returned.
 *
 * @param partitions each [n], 0 .. count - 1; not modified.
 * @param weights one of each partition, not negative.
 * @param reference [n] one of the partitions or another one.
 * @returns [n] labels as the reference numbers them.
 * @see Dudoit and Fridlyand 2003, "Bagging to improve the accuracy of a clustering procedure": the same rule.
 */
export function pluralityConsensus(
  partitions: readonly Int32Array[],
  {
    weights,
    reference,
    count,
  }: { readonly weights: readonly number[]; readonly reference: Int32Array; readonly count: number },
): Int32Array {
  const n = reference.length;
  const totals = new Float32Array(n * count);
  partitions.forEach((partition, at) => {
    const partner = matchClusters(partition, reference, count);
    for (let i = 0; i < n; i++) totals[i * count + partner[partition[i]]] += weights[at];
  });
  const labels = reference.map((own, i) => {
    let best = own;
    for (let k = 0; k < count; k++) if (totals[i * count + k] > totals[i * count + best]) best = k;
    return best;
  });
  return emptyClusters(labels, count).length > 0 ? reference.slice() : labels;
}
