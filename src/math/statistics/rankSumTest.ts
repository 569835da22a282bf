/**
 * The z-score of a rank sum under the normal approximation of Wilcoxon's test; 0 where all values are equal.
 *
 * @param sum of the ranks of `cells` values among those and `otherCells` others.
 * @param ties the sum of t^3 - t over blocks of t equal values, or 0 for no correction.
 * @see scanpy.tl.rank_genes_groups(method="wilcoxon")
 */
export function rankSumScore(
  sum: number,
  { cells, otherCells, ties }: { readonly cells: number; readonly otherCells: number; readonly ties: number },
): number {
  const all = cells + otherCells;
  const kept = 1 - ties / (all * all * all - all);
  const variance = (kept * cells * otherCells * (all + 1)) / 12;
  return variance > 0 ? (sum - (cells * (all + 1)) / 2) / Math.sqrt(variance) : 0;
}

/** Of two means of log expression, as scanpy computes it: with 1e-9 against division by zero. */
export function logFoldChange(mean: number, otherMean: number): number {
  return Math.log2((Math.expm1(mean) + 1e-9) / (Math.expm1(otherMean) + 1e-9));
}
