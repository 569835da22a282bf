import type { SampleTotals } from "../records.ts";

/** How a sample compares with the others. */
export interface SampleQuality {
  readonly sample: string;
  /** Pearson correlation of its log expression with the median of all samples; NaN where values are no counts. */
  readonly correlation: number;
  /** Aitchison distance of its domain composition from the median of all samples. */
  readonly composition: number;
  /** What lies beyond the usual, in words; empty for a sample like the others. */
  readonly flags: readonly string[];
}

/** Median absolute deviations from the median beyond which a sample is flagged, as scater does. */
const mostDeviations = 3;
/** Fewer samples give no distribution to compare with. */
const fewestSamples = 5;
/** Scale of the median absolute deviation as a standard deviation of a normal. */
const normalScale = 1.4826;
/** A deviation of less than this is that of samples that are alike. */
const leastDeviation = { correlation: 0.005, composition: 0.1 };

/**
 * Samples that differ from the others in expression or in the sizes of their domains.
 *
 * @see McCarthy et al. 2017 (scater `isOutlier`); Aitchison 1986 for distances of compositions.
 */
export function sampleQuality(counts: readonly SampleTotals[]): readonly SampleQuality[] {
  const p = counts[0].genes;
  const profiles = counts.map(({ bulk }) => (bulk ? logProfile(bulk, p) : new Float64Array(p).fill(Number.NaN)));
  const shared = Array.from({ length: p }, (_, u) => u).filter((u) =>
    counts.every(({ missing }) => !missing.includes(u)),
  );
  const middle = Float64Array.from(shared, (u) => median(profiles.map((profile) => profile[u])));
  const correlations = profiles.map((profile) =>
    correlation(
      Float64Array.from(shared, (u) => profile[u]),
      middle,
    ),
  );
  const ratios = counts.map(({ sizes }) => centredLogRatios(sizes));
  const centre = ratios[0].map((_, k) => median(ratios.map((each) => each[k])));
  const distances = ratios.map((each) => Math.hypot(...each.map((ratio, k) => ratio - centre[k])));
  const lowest = median(correlations) - mostDeviations * spread(correlations, leastDeviation.correlation);
  const farthest = median(distances) + mostDeviations * spread(distances, leastDeviation.composition);
  const few = counts.length < fewestSamples;
  return counts.map(({ sample, novelty }, s) => ({
    sample,
    correlation: correlations[s],
    composition: distances[s],
    flags: [
      ...(!few && correlations[s] < lowest ? ["expression differs from the other samples"] : []),
      ...(!few && distances[s] > farthest ? ["domain composition differs from the other samples"] : []),
      ...(novelty.verdict === "alike"
        ? []
        : [`${(100 * novelty.beyond).toFixed(0)} % of its cells are outside the training distribution`]),
    ],
  }));
}

/** [genes] log of counts per 10,000 plus 1, of all cells together. */
function logProfile(bulk: Float64Array, p: number): Float64Array {
  const sums = new Float64Array(p);
  bulk.forEach((count, at) => {
    sums[at % p] += count;
  });
  const total = sums.reduce((sum, count) => sum + count, 0);
  return sums.map((sum) => Math.log1p((1e4 * sum) / total));
}

/** Half a cell is added to each, so that an absent domain has a logarithm. */
function centredLogRatios(sizes: Uint32Array): readonly number[] {
  const logs = Array.from(sizes, (size) => Math.log(size + 0.5));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - mean);
}

function correlation(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const [meanA, meanB] = [a, b].map((values) => values.reduce((sum, value) => sum + value, 0) / n);
  let [both, ofA, ofB] = [0, 0, 0];
  for (let u = 0; u < n; u++) {
    both += (a[u] - meanA) * (b[u] - meanB);
    ofA += (a[u] - meanA) ** 2;
    ofB += (b[u] - meanB) ** 2;
  }
  return both / Math.sqrt(ofA * ofB);
}

function spread(values: readonly number[], least: number): number {
  const middle = median(values);
  return Math.max(least, normalScale * median(values.map((value) => Math.abs(value - middle))));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
