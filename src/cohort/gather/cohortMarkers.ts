import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { stratifiedRankSum } from "../../math/statistics/stratifiedRankSum.ts";
import type { SampleCounts } from "../records.ts";

/** Genes of one domain against all other cells, within each sample. All arrays [genes]; NaN where no sample has both. */
export interface DomainMarkers {
  readonly scores: Float64Array;
  readonly pValues: Float64Array;
  /** Benjamini-Hochberg over the genes. */
  readonly adjustedPValues: Float64Array;
  /** log2 of the ratio of counts per million of all samples together; NaN where values are no counts. */
  readonly logFoldChanges: Float64Array;
  /** Fraction of cells in which a gene was seen, in the domain and in the others. */
  readonly fractionsIn: Float64Array;
  readonly fractionsOut: Float64Array;
  /** Samples that have cells of the domain and others. */
  readonly samples: number;
  /** Genes from the best marker on. */
  readonly order: Uint32Array;
}

/**
 * Marker genes of the domains of a cohort by Wilcoxon's test within samples (van Elteren), from rank sums of the samples.
 *
 * @param counts of all samples, over the same genes and domains.
 */
export function cohortMarkers(counts: readonly SampleCounts[]): readonly DomainMarkers[] {
  const k = counts[0].sizes.length;
  const p = counts[0].ties.length;
  const lacking = counts.map(({ missing }) => new Set(missing));
  return Array.from({ length: k }, (_, domain) => {
    const made = {
      ...{ scores: new Float64Array(p), pValues: new Float64Array(p), logFoldChanges: new Float64Array(p) },
      ...{ fractionsIn: new Float64Array(p), fractionsOut: new Float64Array(p) },
    };
    for (let u = 0; u < p; u++) {
      const having = counts.filter((_, s) => !lacking[s].has(u));
      const strata = having.map(({ sizes, rankSums, ties }) => {
        const group = sizes[domain];
        return { group, others: sumOf(sizes) - group, rankSum: rankSums[domain * p + u] / 2, ties: ties[u] };
      });
      const { score, pValue } = stratifiedRankSum(strata);
      made.scores[u] = score;
      made.pValues[u] = pValue;
      const seen = insideAndOut(having, domain, ({ seen }, d) => seen[d * p + u]);
      const cells = insideAndOut(having, domain, ({ sizes }, d) => sizes[d]);
      made.fractionsIn[u] = seen.inside / cells.inside;
      made.fractionsOut[u] = seen.outside / cells.outside;
    }
    const libraries = insideAndOut(counts, domain, ({ bulk }, d) => {
      return bulk ? sumOf(bulk.subarray(d * p, (d + 1) * p)) : Number.NaN;
    });
    for (let u = 0; u < p; u++) {
      const own = insideAndOut(counts, domain, ({ bulk }, d) => bulk?.[d * p + u] ?? Number.NaN);
      const [inside, outside] = [
        (own.inside + 0.5) / (libraries.inside + 1),
        (own.outside + 0.5) / (libraries.outside + 1),
      ];
      made.logFoldChanges[u] = Math.log2(inside / outside);
    }
    const order = Uint32Array.from(made.scores.keys()).sort((u, v) => made.scores[v] - made.scores[u] || u - v);
    const samples = counts.filter(({ sizes }) => sizes[domain] > 0 && sumOf(sizes) > sizes[domain]).length;
    return { ...made, adjustedPValues: benjaminiHochberg(made.pValues), samples, order };
  });
}

function insideAndOut(
  counts: readonly SampleCounts[],
  domain: number,
  numberOf: (sample: SampleCounts, domain: number) => number,
): { inside: number; outside: number } {
  let [inside, outside] = [0, 0];
  for (const sample of counts) {
    for (let d = 0; d < sample.sizes.length; d++) {
      if (d === domain) inside += numberOf(sample, d);
      else outside += numberOf(sample, d);
    }
  }
  return { inside, outside };
}

function sumOf(values: Float64Array | Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
