import type { Sparse } from "../data/sparse.ts";

/**
 * Transcripts of each cell, over all genes.
 *
 * @param counts [n, p]
 * @returns [n]
 */
export function cellTotals({ rows: n, starts, values }: Sparse): Float64Array {
  const totals = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) total += values[e];
    totals[i] = total;
  }
  return totals;
}

/**
 * In how many cells each gene was seen at all.
 *
 * @param counts [n, p]
 * @returns [p]
 */
export function geneDetections({ rows: n, columns: p, starts, indices, values }: Sparse): Uint32Array {
  const cells = new Uint32Array(p);
  for (let e = 0; e < starts[n]; e++) if (values[e] !== 0) cells[indices[e]]++;
  return cells;
}

/**
 * Transcripts of each gene, over all cells.
 *
 * @param counts [n, p]
 * @returns [p]
 */
export function geneTotals({ rows: n, columns: p, starts, indices, values }: Sparse): Float64Array {
  const totals = new Float64Array(p);
  for (let e = 0; e < starts[n]; e++) totals[indices[e]] += values[e];
  return totals;
}
