import { expectShape } from "../core/errors.ts";
import { disjointSets } from "../math/neighbors/disjointSets.ts";

/** Neighbours that hold a piece together: about as many as cells touch. */
export const touchingNeighbors = 6;

/**
 * Pieces of domains: cells of a domain are of one piece where nearest neighbours link them. With one label for all cells,
 * the pieces of the tissue.
 *
 * @param labels [n] domain of each cell.
 * @param neighbors [n, r] nearest first, padded with -1, as `votingNeighbors` returns them; the first six are looked at.
 * @returns [n] for each cell the index of one cell of its piece, the same for all of the piece.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function piecesOf(labels: Int32Array, neighbors: Int32Array): Int32Array {
  const n = labels.length;
  const r = Math.ceil(neighbors.length / Math.max(n, 1));
  if (r > 0) expectShape("pieces: neighbors", [neighbors.length / r], { cells: n });
  const { rootOf, join } = disjointSets(n);
  for (let i = 0; i < n; i++) {
    for (let e = i * r; e < i * r + Math.min(r, touchingNeighbors) && neighbors[e] >= 0; e++) {
      if (labels[neighbors[e]] === labels[i]) join(i, neighbors[e]);
    }
  }
  return labels.map((_, i) => rootOf(i));
}

/**
 * Share of the cells that lie outside the largest piece of their domain in their piece of tissue, 0 for domains in one
 * piece each.
 *
 * Of two partitions that explain expression about equally well, the one in fewer pieces is the likelier anatomy: clusters
 * that join places far apart, such as the glia of both rims of a cortex, tell cell types rather than domains. Pieces of
 * tissue that do not touch, such as sections or cores of an array, have the same anatomy each: domains that are those of
 * the pieces must not count as the better ones.
 *
 * @param labels [n] domain of each cell, 0 .. clusters - 1.
 * @param neighbors as `piecesOf` takes them.
 * @param tissue [n] piece of tissue of each cell, codes >= 0; undefined for one.
 * @returns 0 to 1; 0 where there are no neighbours to tell.
 * @throws bad-shape when `neighbors` is not [n, r].
 */
export function strayShare(
  labels: Int32Array,
  neighbors: Int32Array,
  { clusters, tissue }: { readonly clusters: number; readonly tissue?: Int32Array | undefined },
): number {
  const n = labels.length;
  if (n === 0 || neighbors.length === 0) return 0;
  const pieces = piecesOf(labels, neighbors);
  const r = neighbors.length / n;
  const sizes = new Int32Array(n);
  // Sections without neighbours say nothing.
  let counted = 0;
  for (let i = 0; i < n; i++) {
    if (neighbors[i * r] < 0) continue;
    sizes[pieces[i]]++;
    counted++;
  }
  const largest = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    if (sizes[i] === 0) continue;
    const domain = (tissue?.[i] ?? 0) * clusters + labels[i];
    largest.set(domain, Math.max(largest.get(domain) ?? 0, sizes[i]));
  }
  const inLargest = [...largest.values()].reduce((sum, size) => sum + size, 0);
  return counted === 0 ? 0 : 1 - inLargest / counted;
}
