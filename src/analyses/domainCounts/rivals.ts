/** Numbers of domains that are shown beside the selected one. */
const mostRivals = 3;

/**
 * Numbers to compare with the selected one: the best-scored one below it, the best-scored one above it, then the best of
 * those left; ascending.
 */
export function rivalsOf(
  curve: readonly { readonly count: number; readonly score: number }[],
  chosen: number,
): number[] {
  const ranked = curve.filter(({ count }) => count !== chosen && count > 1).sort((a, b) => b.score - a.score);
  const below = ranked.find(({ count }) => count < chosen);
  const above = ranked.find(({ count }) => count > chosen);
  const first = [below, above].filter((each) => each !== undefined);
  const all = [...first, ...ranked.filter((each) => !first.includes(each))];
  return all
    .slice(0, mostRivals)
    .map(({ count }) => count)
    .sort((a, b) => a - b);
}
