import type { Dataset } from "../../data/dataset.ts";

/** What the counts say of each analysed cell; arrays run along these cells. */
export interface Quality {
  /** Sum of the values over all genes. */
  readonly totals: Float64Array;
  /** Genes with a value above 0. */
  readonly genes: Float64Array;
  /** Share of the sum that mitochondrial genes have, 0 to 1; undefined where no gene is known as one. */
  readonly mitochondrial: Float64Array | undefined;
}

/** Mitochondrially encoded genes by their symbols: MT- of human, mt- of mouse and rat. */
const mitochondrialGene = /^mt-/i;

/**
 * Counts, detected genes and mitochondrial share of some cells, of all genes of the data set.
 *
 * @param cells rows of the data set.
 * @param symbols of all genes.
 * @see scanpy.pp.calculate_qc_metrics, which calls them total_counts, n_genes_by_counts and pct_counts_mt.
 */
export function qualityOf({ counts }: Dataset, cells: Uint32Array, symbols: readonly string[]): Quality {
  const isMitochondrial = Uint8Array.from(symbols, (name) => (mitochondrialGene.test(name) ? 1 : 0));
  const totals = new Float64Array(cells.length);
  const detected = new Float64Array(cells.length);
  const share = new Float64Array(cells.length);
  cells.forEach((cell, i) => {
    for (let e = counts.starts[cell]; e < counts.starts[cell + 1]; e++) {
      const value = counts.values[e];
      totals[i] += value;
      if (value > 0) detected[i]++;
      if (isMitochondrial[counts.indices[e]]) share[i] += value;
    }
    share[i] = totals[i] > 0 ? share[i] / totals[i] : 0;
  });
  return { totals, genes: detected, mitochondrial: isMitochondrial.includes(1) ? share : undefined };
}
