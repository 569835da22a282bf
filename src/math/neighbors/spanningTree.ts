import { disjointSets } from "./disjointSets.ts";

/** An edge between nodes i < j. */
export interface TreeEdge {
  readonly i: number;
  readonly j: number;
  readonly weight: number;
}

/**
 * The spanning forest of largest weight: of each connected piece, the tree whose edges weigh most. Equal weights are
 * taken in the order of i, then j.
 *
 * @param weights [size, size] symmetric, >= 0; 0 where there is no edge.
 * @returns edges by weight, heaviest first
 * @see Kruskal 1956.
 */
export function heaviestSpanningForest(weights: ArrayLike<number>, size: number): TreeEdge[] {
  const edges: TreeEdge[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const weight = weights[i * size + j];
      if (weight > 0) edges.push({ i, j, weight });
    }
  }
  edges.sort((a, b) => b.weight - a.weight || a.i - b.i || a.j - b.j);
  const { rootOf, join } = disjointSets(size);
  return edges.filter(({ i, j }) => {
    if (rootOf(i) === rootOf(j)) return false;
    join(i, j);
    return true;
  });
}
