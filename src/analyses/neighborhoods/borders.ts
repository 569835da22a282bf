import type { NeighborhoodEnrichment } from "./neighborhoods.ts";

/**
 * [groups, groups] share of the outer border of the row's group that adjoins the column's: contacts between both of the
 * contacts of the row's group with others. NaN on the diagonal, and where a group adjoins no other.
 */
export function borderShares({
  categories,
  counts,
}: Pick<NeighborhoodEnrichment, "categories" | "counts">): Float64Array {
  const c = categories.length;
  return Float64Array.from(counts, (contacts, at) => {
    const i = Math.floor(at / c);
    if (at % c === i) return Number.NaN;
    let all = -counts[i * c + i];
    for (let j = 0; j < c; j++) all += counts[i * c + j];
    return all > 0 ? contacts / all : Number.NaN;
  });
}
