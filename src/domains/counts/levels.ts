/** Numbers of domains that are shown beside the selected one. */
const mostRivals = 3;

/** A number of domains and what the criterion says of it. */
export interface ScoredCount {
  readonly count: number;
  readonly score: number;
}

/**
 * Numbers to compare with the selected one: the best-scored one below it, the best-scored one above it, then the best of
 * those left; ascending. Without scores the numbers next to it.
 */
export function rivalsOf(curve: readonly ScoredCount[] | undefined, selected: number, cells: number): number[] {
  if (!curve) return [selected - 1, selected + 1].filter((count) => count > 1 && count <= cells);
  const ranked = curve.filter(({ count }) => count !== selected && count > 1).sort((a, b) => b.score - a.score);
  const below = ranked.find(({ count }) => count < selected);
  const above = ranked.find(({ count }) => count > selected);
  const first = [below, above].filter((each) => each !== undefined);
  const all = [...first, ...ranked.filter((each) => !first.includes(each))];
  return all
    .slice(0, mostRivals)
    .map(({ count }) => count)
    .sort((a, b) => a - b);
}

/** The numbers of a tree: from two to some beyond the selected one, with all its rivals. */
export function levelsOf(selected: number, rivals: readonly number[], beyond: number, cells: number): number[] {
  const most = Math.max(Math.min(selected + beyond, cells), ...rivals);
  const counts = Array.from({ length: Math.max(0, most - 1) }, (_, at) => at + 2);
  return selected === 1 ? [1, ...counts] : counts;
}
