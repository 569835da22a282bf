import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Graph } from "../../data/graph.ts";
import type { Sparse } from "../../data/sparse.ts";
import { columnChunks } from "../../math/linearAlgebra/columns.ts";
import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { normalTail } from "../../math/statistics/distributions.ts";
import { autocorrelation, relabel, type SpatialStatistic, spreadOf, weightEdges } from "./autocorrelation.ts";
import { autocorrelationVariance, weightMoments } from "./autocorrelationVariance.ts";

/** How strongly each gene's expression resembles that of neighbouring cells. Arrays in gene order; NaN for a constant gene. */
export interface SpatialGenes {
  readonly statistic: SpatialStatistic;
  /** [p] Moran's I (1 is alike, 0 is chance) or Geary's C (0 is alike, 1 is chance). */
  readonly values: Float64Array;
  /** The value expected by chance: -1 / (n - 1) for I, 1 for C. */
  readonly expected: number;
  /** Under the assumption that the values are normal: the variance of every gene is the same. */
  readonly varianceNormal: number;
  /** [p] p-values under that assumption. */
  readonly pValuesNormal: Float64Array;
  /** [p] adjusted by Benjamini and Hochberg. */
  readonly adjustedNormal: Float64Array;
  /** [p] variances if any cell could have had any of the values: exact over all permutations. */
  readonly variancesRandom: Float64Array;
  /** [p] p-values under that assumption, by the normal approximation. */
  readonly pValuesRandom: Float64Array;
  /** [p] adjusted by Benjamini and Hochberg. */
  readonly adjustedRandom: Float64Array;
  /** From shuffled cells, if requested. */
  readonly permutations: SpatialPermutations | undefined;
  /** [p] genes from the most to the least spatial; constant genes last, equal values in gene order. */
  readonly order: Uint32Array;
}

export interface SpatialPermutations {
  readonly count: number;
  /** [p] mean and variance of the statistic over the permutations. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** [p] (extreme permutations + 1) / (permutations + 1), of the nearer side. */
  readonly pValues: Float64Array;
  readonly adjusted: Float64Array;
  /** [p] normal approximation from the mean and variance over the permutations. */
  readonly pValuesZ: Float64Array;
  readonly adjustedZ: Float64Array;
}

export interface SpatialGeneOptions {
  readonly statistic?: SpatialStatistic;
  /** Give each cell's neighbours weights that sum to one, as squidpy's `transformation`; else each edge weighs one. */
  readonly rowNormalized?: boolean;
  /** Double the analytic p-values. */
  readonly twoTailed?: boolean;
  /** Shuffles of the cells; none by default. */
  readonly permutations?: number;
}

/**
 * Spatially variable genes: Moran's I or Geary's C of every gene on the spatial graph.
 *
 * The permutations shuffle the values over the cells, both ends of an edge alike, as esda does; squidpy shuffles one end
 * only, which makes the variance depend on how smooth the gene is. p-values are of one side unless `twoTailed`.
 *
 * @param expression [n, p] log expression; not modified.
 * @param graph n cells.
 * @throws bad-shape when the sizes differ; bad-data for fewer than 4 cells or a graph without edges; bad-option for
 * a number of permutations that is negative or not whole.
 * @see squidpy.gr.spatial_autocorr, scanpy.metrics.morans_i and gearys_c; Cliff and Ord (1981).
 * Cost: entries x neighbours x (1 + permutations).
 * @example
 * import { spatialGenes } from "cellscape/analyses";
 * const { order } = spatialGenes(expression, graph);
 */
export function spatialGenes(
  expression: Sparse,
  graph: Graph,
  { statistic = "moran", rowNormalized = true, twoTailed = false, permutations = 0 }: SpatialGeneOptions = {},
  rng: Random = createRandom(0),
): SpatialGenes {
  const { rows: n, columns: p } = expression;
  expectShape("graph", [graph.starts.length - 1], { cells: n });
  expectUsable(n, graph, permutations);
  const weighted = weightEdges(graph, rowNormalized);
  const moments = weightMoments(graph, weighted.perEdge);
  const values = new Float64Array(p);
  const variancesRandom = new Float64Array(p);
  const tally = { sums: new Float64Array(p), squares: new Float64Array(p), atLeast: new Float64Array(p) };

  const column = new Float64Array(n);
  for (const { first, starts, rows, values: stored } of columnChunks(expression)) {
    const genes = Array.from({ length: starts.length - 1 }, (_, c) => {
      const entries = stored.subarray(starts[c], starts[c + 1]);
      const spread = spreadOf(entries, n);
      return {
        u: first + c,
        cells: rows.subarray(starts[c], starts[c + 1]),
        entries,
        spread,
        column,
        sum: moments.sum,
      };
    });
    for (const gene of genes) {
      const { u, spread } = gene;
      values[u] = spread.constant ? Number.NaN : autocorrelation(statistic, weighted, gene);
      variancesRandom[u] = autocorrelationVariance(statistic, { n, moments, kurtosis: spread.kurtosis });
    }
    // The shuffles are drawn again for each part of the genes: they depend on the seed alone, and n x permutations
    // would not fit in memory.
    for (let k = 0; k < permutations; k++) {
      const shuffled = relabel(weighted, rng.split(k).permutation(n));
      for (const gene of genes) {
        const { u, spread } = gene;
        if (spread.constant) continue;
        const value = autocorrelation(statistic, shuffled, gene);
        // Deviations from the observed value keep the digits that sums of squares would lose.
        tally.sums[u] += value - values[u];
        tally.squares[u] += (value - values[u]) ** 2;
        if (value >= values[u]) tally.atLeast[u]++;
      }
    }
  }
  const expected = statistic === "moran" ? -1 / (n - 1) : 1;
  const varianceNormal = autocorrelationVariance(statistic, { n, moments, kurtosis: undefined });
  const tails = (variance: (u: number) => number) =>
    values.map((value, u) => (twoTailed ? 2 : 1) * normalTail(Math.abs(value - expected) / Math.sqrt(variance(u))));
  const pValuesNormal = tails(() => varianceNormal);
  const pValuesRandom = tails((u) => variancesRandom[u]);
  return {
    statistic,
    values,
    expected,
    varianceNormal,
    pValuesNormal,
    adjustedNormal: benjaminiHochberg(pValuesNormal),
    variancesRandom,
    pValuesRandom,
    adjustedRandom: benjaminiHochberg(pValuesRandom),
    permutations: permutations > 0 ? summarizePermutations(values, permutations, tally) : undefined,
    order: orderGenes(values, statistic === "moran" ? -1 : 1),
  };
}

interface Tally {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly atLeast: Float64Array;
}

function summarizePermutations(
  values: Float64Array,
  count: number,
  { sums, squares, atLeast }: Tally,
): SpatialPermutations {
  const known = (u: number, value: number) => (Number.isNaN(values[u]) ? Number.NaN : value);
  const means = values.map((value, u) => value + sums[u] / count);
  const variances = values.map((_, u) => known(u, squares[u] / count - (sums[u] / count) ** 2));
  const pValues = values.map((_, u) => known(u, (Math.min(atLeast[u], count - atLeast[u]) + 1) / (count + 1)));
  const pValuesZ = values.map((value, u) => normalTail(Math.abs(value - means[u]) / Math.sqrt(variances[u])));
  return {
    count,
    means,
    variances,
    pValues,
    adjusted: benjaminiHochberg(pValues),
    pValuesZ,
    adjustedZ: benjaminiHochberg(pValuesZ),
  };
}

function orderGenes(values: Float64Array, sign: 1 | -1): Uint32Array {
  const key = values.map((value) => (Number.isNaN(value) ? Number.MAX_VALUE : sign * value));
  return Uint32Array.from(key, (_, u) => u).sort((u, v) => key[u] - key[v] || u - v);
}

function expectUsable(n: number, graph: Graph, permutations: number): void {
  if (n < 4 || graph.targets.length === 0) {
    throw new CellScapeError(
      "bad-data",
      `spatialGenes: expected at least 4 cells with neighbours, got ${n} cells and ${graph.targets.length / 2} edges`,
    );
  }
  if (!Number.isInteger(permutations) || permutations < 0) {
    throw new CellScapeError("bad-option", `spatialGenes: expected permutations of 0 or more, got ${permutations}`);
  }
}
