/**
 * Benjamini-Hochberg adjusted p-values: the smallest false discovery rate at which each test would be kept.
 * NaN marks a test that was not made: it stays NaN and does not count.
 *
 * @returns [p] in the order given, at most 1. Cost p log p.
 * @see statsmodels multipletests(method="fdr_bh").
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  const order: number[] = [];
  for (let i = 0; i < pValues.length; i++) if (!Number.isNaN(pValues[i])) order.push(i);
  order.sort((a, b) => pValues[a] - pValues[b]);
  const m = order.length;
  let least = 1;
  for (let rank = m; rank > 0; rank--) {
    const i = order[rank - 1];
    least = Math.min(least, pValues[i] / (rank / m));
    adjusted[i] = least;
  }
  return adjusted;
}

/**
 * Holm-adjusted p-values: the smallest family-wise error rate at which each test would be kept.
 * NaN marks a test that was not made: it stays NaN and does not count.
 *
 * @returns [p] in the order given, at most 1. Cost p log p.
 * @see statsmodels multipletests(method="holm").
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  const order: number[] = [];
  for (let i = 0; i < pValues.length; i++) if (!Number.isNaN(pValues[i])) order.push(i);
  order.sort((a, b) => pValues[a] - pValues[b]);
  let most = 0;
  order.forEach((i, rank) => {
    most = Math.max(most, Math.min(1, pValues[i] * (order.length - rank)));
    adjusted[i] = most;
  });
  return adjusted;
}
