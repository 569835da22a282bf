import { averageRanks } from "../../math/statistics/ranks.ts";

/** Shares of the genes with the most extreme log ratios and mean log expression that are left out at either end. */
const RATIO_TRIM = 0.3;
const MEAN_TRIM = 0.05;

/**
 * Factors that make library sizes comparable where few genes take a large share of some libraries: the trimmed mean of
 * log ratios (TMM) of each sample to the one whose upper quartile is nearest to the mean of all.
 *
 * @param counts [samples, p]; genes without counts in any sample do not matter.
 * @param samples number of rows.
 * @returns [samples] with geometric mean 1; the effective library size is the total times the factor. NaN for a sample
 * without counts.
 * @see Robinson and Oshlack 2010; edgeR `calcNormFactors(method="TMM")`.
 */
export function normalizationFactors(counts: Float64Array, samples: number): Float64Array {
  const p = counts.length / samples;
  const rows = Array.from({ length: samples }, (_, s) => counts.subarray(s * p, (s + 1) * p));
  const totals = rows.map((row) => row.reduce((sum, count) => sum + count, 0));
  const expressed = Uint32Array.from({ length: p }, (_, u) => u).filter((u) => rows.some((row) => row[u] > 0));
  const quartiles = rows.map(
    (row, s) => quantile(Float64Array.from(expressed, (u) => row[u]).sort(), 0.75) / totals[s],
  );
  const known = [...rows.keys()].filter((s) => totals[s] > 0);
  const middle = known.reduce((sum, s) => sum + quartiles[s], 0) / known.length;
  const mostlyZero = known.filter((s) => quartiles[s] === 0).length > known.length / 2;
  // Where most samples lack counts of three quarters of the genes, all are compared with the sample that has the most.
  const distance = (s: number) =>
    mostlyZero ? -rows[s].reduce((sum, count) => sum + Math.sqrt(count), 0) : Math.abs(quartiles[s] - middle);
  const reference = known.reduce((best, s) => (distance(s) < distance(best) ? s : best), known[0]);
  const logs = rows.map((row, s) =>
    totals[s] > 0
      ? trimmedLogRatio({ counts: row, total: totals[s] }, { counts: rows[reference], total: totals[reference] })
      : Number.NaN,
  );
  const mean = known.reduce((sum, s) => sum + logs[s], 0) / known.length;
  return Float64Array.from(logs, (log) => 2 ** (log - mean));
}

interface Library {
  readonly counts: Float64Array;
  readonly total: number;
}

/** Mean log2 ratio of the shares of genes seen in both, weighted by the inverse of its variance; 0 for equal libraries. */
function trimmedLogRatio(own: Library, reference: Library): number {
  const genes = Uint32Array.from(own.counts.keys()).filter((u) => own.counts[u] > 0 && reference.counts[u] > 0);
  const share = ({ counts, total }: Library, u: number) => counts[u] / total;
  // The logarithm of the ratio, not a difference of logarithms: equal ratios must come out equal to be tied in rank.
  const ratios = Float64Array.from(genes, (u) => Math.log2(share(own, u) / share(reference, u)));
  if (ratios.every((ratio) => Math.abs(ratio) < 1e-6)) return 0;
  const means = Float64Array.from(genes, (u) => Math.log2(share(own, u) * share(reference, u)) / 2);
  const keepRatio = within(ratios, RATIO_TRIM);
  const keepMean = within(means, MEAN_TRIM);
  let sum = 0;
  let weights = 0;
  genes.forEach((u, t) => {
    if (!keepRatio(t) || !keepMean(t)) return;
    const variance = ({ counts, total }: Library) => (total - counts[u]) / total / counts[u];
    const weight = 1 / (variance(own) + variance(reference));
    sum += weight * ratios[t];
    weights += weight;
  });
  return weights > 0 ? sum / weights : 0;
}

/** Whether the rank of a value leaves it inside after `trim` of the values went at either end. */
function within(values: Float64Array, trim: number): (t: number) => boolean {
  const ranks = averageRanks(values);
  const lowest = Math.floor(values.length * trim) + 1;
  const highest = values.length + 1 - lowest;
  return (t) => ranks[t] >= lowest && ranks[t] <= highest;
}

/** R's default quantile: linear between order statistics. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
