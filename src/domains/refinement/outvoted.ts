import { byNeighborhood, mostFrequent } from "./byNeighborhood.ts";

/**
 * A cell changes to the most frequent label of itself and its neighbours only where its own has fewer than half of some
 * number, and that one more than half of it.
 *
 * @param sizeOf that number, from the number of neighbours without the cell.
 */
function outvoted(name: string, sizeOf: (neighbors: number) => number) {
  return byNeighborhood(name, ({ own, around, counts }) => {
    const half = sizeOf(around.length) / 2;
    counts[own]++;
    const most = mostFrequent(counts);
    return counts[own] < half && counts[most] > half ? most : own;
  });
}

/**
 * Refinement of SpaGCN: halves are of the m neighbours, though the cell itself is counted.
 *
 * @see SpaGCN b3d4f10, with m = 6 on a lattice of hexagons, else 4.
 */
export const outvotedBeside = outvoted("outvotedBeside", (neighbors) => neighbors);

/**
 * Refinement of PROST: halves are of the neighbourhood with the cell itself.
 *
 * @see PROST c4b8834, with floor(3 k / 2) neighbours, or those within 1.5 times its radius, in up to 3 rounds.
 */
export const outvotedWithin = outvoted("outvotedWithin", (neighbors) => neighbors + 1);
