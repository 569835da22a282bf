import type { Graph } from "../../data/graph.ts";

/** Genes with less than this share of the best statistic are no alternative to it, and so many are compared. */
const leastShare = 0.4;
const mostCandidates = 80;
/** Correlations above which two patterns count as alike, tried until there are enough. */
const limits = [0.5, 0.65, 0.8, 0.9, 1];

/**
 * Genes of the highest statistic whose patterns differ: from the best on, each that correlates little with those before it,
 * once expression is averaged over the neighbours of each cell. Where too few differ, more alike ones follow.
 *
 * @param ranked genes from the best on, with the statistic of each.
 * @param valuesOf [genes][n] expression of some genes.
 */
export function distinctPatterns(
  ranked: readonly { readonly gene: number; readonly statistic: number }[],
  valuesOf: (genes: readonly number[]) => readonly ArrayLike<number>[],
  { graph, count }: { readonly graph: Pick<Graph, "starts" | "targets">; readonly count: number },
): number[] {
  const least = leastShare * (ranked[0]?.statistic ?? 0);
  const genes = ranked
    .slice(0, mostCandidates)
    .filter(({ statistic }) => statistic >= least)
    .map(({ gene }) => gene);
  const candidates = valuesOf(genes).map((values, at) => ({
    gene: genes[at],
    pattern: standardized(smoothed(values, graph)),
  }));
  let chosen: typeof candidates = [];
  for (const limit of limits) {
    chosen = [];
    for (const each of candidates) {
      if (chosen.length === count) break;
      if (chosen.every(({ pattern }) => Math.abs(dot(pattern, each.pattern)) <= limit)) chosen.push(each);
    }
    if (chosen.length === Math.min(count, candidates.length)) break;
  }
  return chosen.map(({ gene }) => gene);
}

function smoothed(values: ArrayLike<number>, { starts, targets }: Pick<Graph, "starts" | "targets">): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, i) => {
    let sum = values[i];
    for (let e = starts[i]; e < starts[i + 1]; e++) sum += values[targets[e]];
    return sum / (1 + starts[i + 1] - starts[i]);
  });
}

/** With mean 0 and length 1, so that products are correlations. */
function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1;
  return values.map((value) => (value - mean) / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
