import { expectShape } from "../../core/errors.ts";
import { disjointSets } from "../../math/neighbors/disjointSets.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";

/**
 * Whether cells of one label hang together: the share of each label's cells that lies in the largest connected part of
 * the neighbour graph among them, averaged over the labels. Batches that stand apart tear labels to pieces.
 *
 * @param neighbors k nearest other cells, taken as undirected edges.
 * @param labels [n] >= 0
 * @throws bad-shape when the sizes differ.
 * @see Luecken et al. 2022 (scIB) `graph_connectivity`. Cost: n k.
 */
export function labelConnectivity({ k, indices }: Neighbors, labels: Int32Array): number {
  const n = labels.length;
  expectShape("labelConnectivity: neighbours", [indices.length / k], { cells: n });
  const { rootOf, join } = disjointSets(n);
  for (let e = 0; e < n * k; e++) {
    const i = Math.floor(e / k);
    const j = indices[e];
    if (labels[i] === labels[j]) join(i, j);
  }
  const cells = new Map<number, number>();
  const sizes = new Int32Array(n);
  const largest = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const part = ++sizes[rootOf(i)];
    cells.set(labels[i], (cells.get(labels[i]) ?? 0) + 1);
    largest.set(labels[i], Math.max(largest.get(labels[i]) ?? 0, part));
  }
  let sum = 0;
  for (const [label, count] of cells) sum += (largest.get(label) ?? 0) / count;
  return sum / cells.size;
}
