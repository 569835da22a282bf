import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { stratifiedTest, stratumPart } from "../../math/statistics/stratifiedRankSum.ts";
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

/** Takes the counts of one sample after the other, in the order of their names, and keeps sums only. */
export interface MarkerCollector {
  add(counts: SampleCounts): void;
  finish(): readonly DomainMarkers[];
}

/**
 * Marker genes of the domains of a cohort by Wilcoxon's test within samples (van Elteren), from rank sums of the samples.
 *
 * @param k domains.
 * @param p genes.
 */
export function collectMarkers(k: number, p: number): MarkerCollector {
  const table = () => new Float64Array(k * p);
  const [offset, variance, strata, seen, cells, bulk] = [table(), table(), table(), table(), table(), table()];
  const samples = new Float64Array(k);
  return {
    add({ sizes, rankSums, ties, seen: own, bulk: sums, missing }) {
      const all = sumOf(sizes);
      const lacking = new Uint8Array(p);
      for (const u of missing) lacking[u] = 1;
      for (let d = 0; d < k; d++) {
        const group = sizes[d];
        if (group > 0 && all > group) samples[d]++;
        for (let u = 0, at = d * p; u < p; u++, at++) {
          bulk[at] += sums ? sums[at] : Number.NaN;
          if (lacking[u] === 1) continue;
          seen[at] += own[at];
          cells[at] += group;
          const part = stratumPart({ group, others: all - group, rankSum: rankSums[at] / 2, ties: ties[u] });
          if (!part) continue;
          offset[at] += part.offset;
          variance[at] += part.variance;
          strata[at]++;
        }
      }
    },
    finish() {
      const [seenOfAll, cellsOfAll, bulkOfAll] = [seen, cells, bulk].map((each) => columnSums(each, p));
      const library = sumOf(bulkOfAll);
      return Array.from({ length: k }, (_, d): DomainMarkers => {
        const from = d * p;
        const genes = (numberOf: (u: number, at: number) => number) =>
          Float64Array.from({ length: p }, (_, u) => numberOf(u, from + u));
        const tests = Array.from({ length: p }, (_, u) => {
          return stratifiedTest(offset[from + u], variance[from + u], strata[from + u]);
        });
        const scores = genes((u) => tests[u].score);
        const pValues = genes((u) => tests[u].pValue);
        const inside = sumOf(bulk.subarray(from, from + p));
        return {
          ...{ scores, pValues, adjustedPValues: benjaminiHochberg(pValues), samples: samples[d] },
          fractionsIn: genes((_, at) => seen[at] / cells[at]),
          fractionsOut: genes((u, at) => (seenOfAll[u] - seen[at]) / (cellsOfAll[u] - cells[at])),
          logFoldChanges: genes((u, at) => {
            const [own, others] = [bulk[at] + 0.5, bulkOfAll[u] - bulk[at] + 0.5];
            return Math.log2(own / (inside + 1) / (others / (library - inside + 1)));
          }),
          order: Uint32Array.from(scores.keys()).sort((u, v) => scores[v] - scores[u] || u - v),
        };
      });
    },
  };
}

/** [p] sums over the rows of a table. */
function columnSums(table: Float64Array, p: number): Float64Array {
  const sums = new Float64Array(p);
  table.forEach((value, at) => {
    sums[at % p] += value;
  });
  return sums;
}

function sumOf(values: Float64Array | Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
