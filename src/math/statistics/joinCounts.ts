/** What the moments of join counts depend on, beside the sizes of the groups. */
export interface JoinGraph {
  /** Nodes with a label. */
  readonly nodes: number;
  /** Edges between them, each once. */
  readonly edges: number;
  /** Ordered pairs of edges that share a node: the sum of d (d - 1) over nodes of degree d. */
  readonly adjacent: number;
}

/**
 * Mean and variance of the number of edges between nodes of two groups, over all assignments of the same labels to the
 * nodes of a graph without loops or repeated edges.
 *
 * @param sizes [groups] nodes of each group, which sum to `nodes`
 * @returns [groups, groups] each; on the diagonal of edges within a group.
 * @see Cliff and Ord, "Spatial Processes" (1981), join counts under non-free sampling.
 */
export function joinCountMoments(
  { nodes, edges, adjacent }: JoinGraph,
  sizes: ArrayLike<number>,
): { readonly means: Float64Array; readonly variances: Float64Array } {
  const groups = sizes.length;
  const means = new Float64Array(groups * groups);
  const variances = new Float64Array(groups * groups);
  const disjoint = edges * (edges - 1) - adjacent;
  for (let a = 0; a < groups; a++) {
    for (let b = 0; b < groups; b++) {
      const [m, n] = [sizes[a], sizes[b]];
      // Chances that an edge joins the two, that two edges with a common node both do, and that two without one do.
      const one = a === b ? chance(nodes, [m, 2]) : 2 * chance(nodes, [m, 1], [n, 1]);
      const star = a === b ? chance(nodes, [m, 3]) : chance(nodes, [m, 1], [n, 2]) + chance(nodes, [m, 2], [n, 1]);
      const two = a === b ? chance(nodes, [m, 4]) : 4 * chance(nodes, [m, 2], [n, 2]);
      const mean = edges * one;
      means[a * groups + b] = mean;
      const variance = mean + adjacent * star + disjoint * two - mean * mean;
      // Of labels that only fall one way nothing but rounding is left.
      variances[a * groups + b] = variance > 1e-12 * mean * mean ? variance : 0;
    }
  }
  return { means, variances };
}

/** Chance that given nodes have given labels: k nodes of a group of m, for each [m, k]. */
function chance(nodes: number, ...drawn: readonly (readonly [m: number, k: number])[]): number {
  let left = nodes;
  let found = 1;
  for (const [m, k] of drawn) {
    for (let taken = 0; taken < k; taken++) {
      if (m <= taken) return 0;
      found *= (m - taken) / left--;
    }
  }
  return found;
}
