import { expectShape } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";
import { heaviestSpanningForest } from "../../math/neighbors/spanningTree.ts";

/** How strongly groups of cells hang together in the neighbour graph. */
export interface GroupGraph {
  readonly groups: readonly string[];
  /** [g] cells of each group. */
  readonly sizes: Int32Array;
  /** [g, g] symmetric, 0 to 1: edges between two groups over those expected by chance; 0 on the diagonal. */
  readonly connectivities: Float64Array;
  /** [g, g] the connectivities on the heaviest spanning forest, stored once, above the diagonal; 0 elsewhere. */
  readonly tree: Float64Array;
}

/**
 * Partition-based graph abstraction: each group a node, and between two groups e_ij / ((e_i n_j + e_j n_i) / (n - 1)),
 * at most 1, where e_ij counts the directed neighbour edges between them both ways, e_i those that leave cells of group
 * i, and n_i its cells. Cells without a group, and edges from or to them, do not count.
 *
 * @param neighbors of each of n cells
 * @param groups [n]
 * @throws bad-shape when the groups are not of these cells.
 * @see Wolf et al. 2019; scanpy `tl.paga(model="v1.2")`, whose tree may differ among equal connectivities.
 */
export function paga({ k, indices }: Neighbors, { codes, categories }: CategoryColumn): GroupGraph {
  const n = indices.length / k;
  expectShape("paga: groups", [codes.length], { cells: n });
  const g = categories.length;
  const sizes = new Int32Array(g);
  const leaving = new Float64Array(g);
  const between = new Float64Array(g * g);
  let cells = 0;
  for (let i = 0; i < n; i++) {
    const group = codes[i];
    if (group < 0) continue;
    cells++;
    sizes[group]++;
    for (let e = i * k; e < (i + 1) * k; e++) {
      const other = codes[indices[e]];
      if (other < 0) continue;
      leaving[group]++;
      between[group * g + other]++;
    }
  }
  const connectivities = new Float64Array(g * g);
  for (let a = 0; a < g; a++) {
    for (let b = 0; b < g; b++) {
      const edges = between[a * g + b] + between[b * g + a];
      if (a === b || edges === 0) continue;
      const expected = (leaving[a] * sizes[b] + leaving[b] * sizes[a]) / (cells - 1);
      connectivities[a * g + b] = Math.min(1, edges / expected);
    }
  }
  const tree = new Float64Array(g * g);
  for (const { i, j, weight } of heaviestSpanningForest(connectivities, g)) tree[i * g + j] = weight;
  return { groups: categories, sizes, connectivities, tree };
}

/**
 * Where to draw each group on a map of the cells, or in the tissue: the median of its cells, axis by axis.
 *
 * @param map [n, axes] such as a UMAP or the positions in the tissue
 * @param groups [n]
 * @returns [g, axes] NaN for a group without cells
 * @throws bad-shape when the groups are not of these cells.
 * @see scanpy `pl.paga_compare`, which places groups in the same way.
 */
export function groupPositions(map: Matrix, { codes, categories }: CategoryColumn): Matrix {
  const { rows: n, columns, values } = map;
  expectShape("groupPositions: groups", [codes.length], { cells: n });
  const positions = new Float64Array(categories.length * columns).fill(Number.NaN);
  const members: number[][] = categories.map(() => []);
  for (let i = 0; i < n; i++) if (codes[i] >= 0) members[codes[i]].push(i);
  members.forEach((cells, group) => {
    if (cells.length === 0) return;
    for (let axis = 0; axis < columns; axis++) {
      positions[group * columns + axis] = median(Float64Array.from(cells, (i) => values[i * columns + axis]));
    }
  });
  return { rows: categories.length, columns, values: positions };
}

function median(numbers: Float64Array): number {
  const sorted = numbers.sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
