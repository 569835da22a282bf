import { CellScapeError } from "../core/errors.ts";
import type { Sparse } from "../data/sparse.ts";
import { loess } from "../math/statistics/loess.ts";

/** Number of genes and span of the trend. */
export interface VariableGeneOptions {
  /** How many genes to select; the paper uses 3,000. */
  readonly top?: number;
  /** Share of the genes in each local fit of the trend of variance over mean. */
  readonly span?: number;
}

/** Selected genes with the statistics of all. */
export interface VariableGenes {
  /** [top] selected genes, ascending; fewer where fewer vary. */
  readonly selected: Uint32Array;
  /** [p] 0 for the most variable gene; NaN where not selected. */
  readonly ranks: Float64Array;
  /** [p] mean count. */
  readonly means: Float64Array;
  /** [p] variance of the counts, with n - 1 in the denominator. */
  readonly variances: Float64Array;
  /** [p] variance of the counts after division by the deviation expected at their mean and clipping at sqrt n. */
  readonly normalized: Float64Array;
}

/**
 * Genes whose counts vary more than genes of their mean do: flavour seurat_v3. Genes that tie are ranked by index.
 *
 * Cost: two passes over the entries, p log p, and some 40 fits of `span * p` points.
 *
 * @param counts [n, p] raw counts
 * @throws bad-data when there are fewer than two cells, or too few varying genes for a trend; bad-option when `top` is
 * not a positive integer.
 * @see Methods, "Data preprocessing"; scanpy `highly_variable_genes(flavor="seurat_v3")`; Stuart et al. (2019).
 * @example
 * import { highlyVariable, selectGenes } from "cellscape/preprocess";
 * const { selected } = highlyVariable(data.counts, { top: 2000 });
 * const counts = selectGenes(data.counts, selected);
 */
export function variableGenes(counts: Sparse, { top = 3000, span = 0.3 }: VariableGeneOptions = {}): VariableGenes {
  const { rows: n, columns: p } = counts;
  if (!Number.isInteger(top) || top < 1) {
    throw new CellScapeError("bad-option", `variableGenes: expected a positive number of genes, got ${top}`);
  }
  if (n < 2) throw new CellScapeError("bad-data", `variableGenes: expected at least 2 cells, got ${n}`);
  const { mean, variance } = countMoments(counts);
  const deviations = expectedDeviations(mean, variance, span);
  const normalized = standardizedVariances(counts, mean, deviations);

  const order = Uint32Array.from({ length: p }, (_, u) => u).sort((u, v) => normalized[v] - normalized[u] || u - v);
  const ranks = new Float64Array(p).fill(Number.NaN);
  order.subarray(0, top).forEach((u, rank) => {
    ranks[u] = rank;
  });
  return { selected: order.slice(0, top).sort(), ranks, means: mean, variances: variance, normalized };
}

/** [p] deviation that the trend of log variance over log mean expects; 1 for genes that do not vary. */
function expectedDeviations(mean: Float64Array, variance: Float64Array, span: number): Float64Array {
  const varying: number[] = [];
  for (let u = 0; u < mean.length; u++) if (variance[u] > 0) varying.push(u);
  const needed = Math.ceil(4 / span);
  if (varying.length < needed) {
    throw new CellScapeError(
      "bad-data",
      `variableGenes: expected at least ${needed} genes whose counts vary, got ${varying.length}; use all genes instead (a larger --genes)`,
    );
  }
  const logMean = Float64Array.from(varying, (u) => Math.log10(mean[u]));
  const logVariance = Float64Array.from(varying, (u) => Math.log10(variance[u]));
  const trend = loess(logMean, logVariance, { span });
  const deviations = new Float64Array(mean.length).fill(1);
  varying.forEach((u, t) => {
    deviations[u] = Math.sqrt(10 ** trend[t]);
  });
  return deviations;
}

/**
 * [p] sum over cells of (min(count, ceiling) - mean)^2 / ((n - 1) deviation^2), ceiling = mean + deviation sqrt n. Summed
 * as n mean^2 + sum of squares - 2 mean sum: sums of whole numbers are exact, so that genes with equal counts tie.
 */
function standardizedVariances(counts: Sparse, mean: Float64Array, deviations: Float64Array): Float64Array {
  const n = counts.rows;
  const ceiling = mean.map((m, u) => m + deviations[u] * Math.sqrt(n));
  const { sums, squares } = clippedSums(counts, ceiling);
  return mean.map((m, u) => {
    const spread = n * m ** 2 + squares[u] - 2 * m * sums[u];
    return Math.max(0, spread) / ((n - 1) * deviations[u] ** 2);
  });
}

/** [p] mean and variance of each gene; the variance is exactly 0 for genes that do not vary. */
function countMoments(counts: Sparse): { mean: Float64Array; variance: Float64Array } {
  const n = counts.rows;
  const { sums, squares } = clippedSums(counts, new Float64Array(counts.columns).fill(Number.POSITIVE_INFINITY));
  const mean = sums.map((sum) => sum / n);
  const variance = squares.map((square, u) => {
    const spread = square - sums[u] ** 2 / n;
    return spread <= 4 * Number.EPSILON * square ? 0 : spread / (n - 1);
  });
  return { mean, variance };
}

/** [p] sums of min(count, ceiling) and of its squares. */
function clippedSums({ rows: n, columns: p, starts, indices, values }: Sparse, ceiling: Float64Array) {
  const sums = new Float64Array(p);
  const squares = new Float64Array(p);
  for (let e = 0; e < starts[n]; e++) {
    const u = indices[e];
    const value = Math.min(values[e], ceiling[u]);
    sums[u] += value;
    squares[u] += value * value;
  }
  return { sums, squares };
}
