import type { AllGenesMade } from "../allGenes/made.ts";
import type { MarkersMade } from "./made.ts";

export interface GroupBest {
  readonly group: string;
  /** Index into the genes that were tested. */
  readonly indices: readonly number[];
  readonly genes: readonly string[];
}

/**
 * The best genes of each group: significant, higher than elsewhere, and expressed by a tenth of the group. Genes that
 * scored higher in another group come later, so that each group shows what sets it apart.
 */
export function bestMarkers(
  { groups }: MarkersMade["domainMarkers"],
  { symbols }: Pick<AllGenesMade["allGenes"], "symbols">,
  most: number,
): GroupBest[] {
  return groups.map((group) => {
    const { order, adjustedPValues, logFoldChanges, fractionsIn, scores } = group;
    const passing: number[] = [];
    for (const u of order) {
      if (passing.length >= 4 * most) break;
      if (adjustedPValues[u] <= 0.05 && logFoldChanges[u] > 0.25 && fractionsIn[u] >= 0.1) passing.push(u);
    }
    const own = (u: number) => groups.every((other) => other === group || other.scores[u] <= scores[u]);
    const indices = [...passing.filter(own), ...passing.filter((u) => !own(u))].slice(0, most);
    return { group: group.group, indices, genes: indices.map((u) => symbols[u]) };
  });
}
