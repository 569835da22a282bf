import { expectShape } from "../../core/errors.ts";
import { normalTail } from "./distributions.ts";
import { averageRanks } from "./ranks.ts";

/** Up to so many pairs without ties the distribution is counted out; beyond, the normal one stands for it. */
const mostExact = 50;

/**
 * Two-sided p-value of Wilcoxon's signed-rank test for paired values. Pairs without a difference are left out; with ties,
 * or above 50 pairs, by the normal approximation with its variance corrected for ties. No pairs that differ give 1.
 *
 * @throws bad-shape when the lengths differ.
 * @see scipy.stats.wilcoxon (zero_method="wilcox", correction=False).
 */
export function signedRankTest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expectShape("signedRankTest: pairs", [b.length], { values: a.length });
  const differences = Array.from(a, (value, i) => value - b[i]).filter((difference) => difference !== 0);
  const n = differences.length;
  if (n === 0) return 1;
  const magnitudes = differences.map(Math.abs);
  const ranks = averageRanks(magnitudes);
  let positive = 0;
  differences.forEach((difference, i) => {
    if (difference > 0) positive += ranks[i];
  });
  const all = (n * (n + 1)) / 2;
  const smaller = Math.min(positive, all - positive);
  const counts = new Map<number, number>();
  for (const magnitude of magnitudes) counts.set(magnitude, (counts.get(magnitude) ?? 0) + 1);
  // scipy counts out samples of up to 50 pairs in which nothing was left out or tied.
  if (n <= mostExact && counts.size === n && n === a.length) return Math.min(1, 2 * shareUpTo(smaller, n));
  let ties = 0;
  for (const count of counts.values()) ties += count ** 3 - count;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return Math.min(1, 2 * normalTail(Math.abs(smaller - all / 2) / Math.sqrt(variance)));
}

/** Share of the 2^n assignments of signs whose positive ranks sum to at most a limit. */
function shareUpTo(limit: number, n: number): number {
  const most = (n * (n + 1)) / 2;
  let ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    const next = ways.slice();
    for (let sum = rank; sum <= most; sum++) next[sum] += ways[sum - rank];
    // Halved each time, so that nothing overflows.
    ways = next.map((count) => count / 2);
  }
  let share = 0;
  for (let sum = 0; sum <= limit; sum++) share += ways[sum];
  return share;
}
