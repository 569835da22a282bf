import { expectShape } from "../errors.ts";

/**
 * Share of the cells that lie outside the largest piece of their domain in their section, 0 for domains in one piece
 * each. Cells of a domain are of one piece where nearest neighbours link them.
 *
 * Of two partitions that explain expression about equally well, the one in fewer pieces is the likelier anatomy: clusters
 * that join places far apart, such as the glia of both rims of a cortex, tell cell types rather than domains.
 *
 * @param labels [n] domain of each cell, 0 .. clusters - 1.
 * @param neighbors [n, r] nearest first, padded with -1, as `votingNeighbors` returns them; the first six are looked at.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @returns 0 to 1; 0 where there are no neighbours to tell.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function strayShare(
  labels: Int32Array,
  neighbors: Int32Array,
  { clusters, sections }: { readonly clusters: number; readonly sections?: Int32Array | undefined },
): number {
  const n = labels.length;
  if (n === 0 || neighbors.length === 0) return 0;
  const r = Math.ceil(neighbors.length / n);
  expectShape("strayShare: neighbors", [neighbors.length / r], { cells: n });
  const parent = Int32Array.from(labels.keys());
  const rootOf = (cell: number): number => {
    let at = cell;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let i = 0; i < n; i++) {
    for (let e = i * r; e < i * r + Math.min(r, nearest) && neighbors[e] >= 0; e++) {
      if (labels[neighbors[e]] === labels[i]) parent[rootOf(i)] = rootOf(neighbors[e]);
    }
  }
  const sizes = new Int32Array(n);
  // Sections without neighbours say nothing.
  let counted = 0;
  for (let i = 0; i < n; i++) {
    if (neighbors[i * r] < 0) continue;
    sizes[rootOf(i)]++;
    counted++;
  }
  const largest = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    if (sizes[i] === 0) continue;
    const domain = (sections?.[i] ?? 0) * clusters + labels[i];
    largest.set(domain, Math.max(largest.get(domain) ?? 0, sizes[i]));
  }
  const inLargest = [...largest.values()].reduce((sum, size) => sum + size, 0);
  return counted === 0 ? 0 : 1 - inLargest / counted;
}

/** Neighbours that hold a piece together: about as many as cells touch. */
export const nearest = 6;
