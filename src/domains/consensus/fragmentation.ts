import { expectShape } from "../../core/errors.ts";
import { disjointSets } from "../../math/neighbors/disjointSets.ts";

/**
 * Connected components of domains: cells of a domain are of one component where nearest neighbours link them. With one
 * label for all cells, the components of the tissue.
 *
 * @param labels [n] domain of each cell.
 * @param neighbors [n, r] nearest first, padded with -1, as `neighborsInSections` returns them.
 * @param touching so many of them, at most, are linked.
 * @returns [n] for each cell the index of one cell of its component, the same for all of the component.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function componentsOf(labels: Int32Array, neighbors: Int32Array, touching: number): Int32Array {
  const n = labels.length;
  const r = Math.ceil(neighbors.length / Math.max(n, 1));
  if (r > 0) expectShape("componentsOf: neighbors", [neighbors.length / r], { cells: n });
  const { rootOf, join } = disjointSets(n);
  for (let i = 0; i < n; i++) {
    for (let e = i * r; e < i * r + Math.min(r, touching) && neighbors[e] >= 0; e++) {
      if (labels[neighbors[e]] === labels[i]) join(i, neighbors[e]);
    }
  }
  return labels.map((_, i) => rootOf(i));
}

/**
 * Fragmentation of domains: the share of the cells that lie outside the largest connected component of their domain in
 * their component of tissue, 0 for connected domains.
 *
 * Of two partitions that explain expression about equally well, the less fragmented one is the likelier anatomy: clusters
 * that join places far apart, such as the glia of both rims of a cortex, are cell types rather than domains. Components of
 * tissue that do not touch, such as sections or cores of an array, have the same anatomy each: domains that are those of
 * the components must not count as the better ones.
 *
 * @param labels [n] domain of each cell, 0 .. count - 1.
 * @param neighbors as `componentsOf` takes them.
 * @param tissue [n] component of tissue of each cell, codes >= 0; undefined for one.
 * @returns 0 to 1; 0 where there are no neighbours.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function fragmentation(
  labels: Int32Array,
  neighbors: Int32Array,
  {
    count,
    tissue,
    touching,
  }: { readonly count: number; readonly tissue?: Int32Array | undefined; readonly touching: number },
): number {
  const n = labels.length;
  if (n === 0 || neighbors.length === 0) return 0;
  const components = componentsOf(labels, neighbors, touching);
  const r = neighbors.length / n;
  const sizes = new Int32Array(n);
  // Sections without neighbours are left out.
  let counted = 0;
  for (let i = 0; i < n; i++) {
    if (neighbors[i * r] < 0) continue;
    sizes[components[i]]++;
    counted++;
  }
  const largest = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    if (sizes[i] === 0) continue;
    const domain = (tissue?.[i] ?? 0) * count + labels[i];
    largest.set(domain, Math.max(largest.get(domain) ?? 0, sizes[i]));
  }
  const inLargest = [...largest.values()].reduce((sum, size) => sum + size, 0);
  return counted === 0 ? 0 : 1 - inLargest / counted;
}
