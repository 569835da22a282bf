import { MOST_COLORS, palette } from "../../figure/color/palette.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { neighborColors } from "../neighborColors.ts";
import type { CellTypesMade } from "./made.ts";

/**
 * One `#rrggbb` for each cell type, the same in every figure, and none that a domain has: where colours run out, types
 * share those that domains leave, and only where these leave none do both start at the first.
 */
export function typeColors({
  domains,
  cellTypes,
  graph,
}: Pick<RunArtifacts, "domains" | "graph"> & {
  readonly cellTypes?: CellTypesMade["cellTypes"] | undefined;
}): string[] {
  const types = cellTypes?.types.categories.length ?? 0;
  const taken = new Set(domains.colors ?? palette(domains.count));
  const left = palette(Math.min(MOST_COLORS, domains.count + types)).filter((color) => !taken.has(color));
  const colors = left.length === 0 ? palette(types) : Array.from({ length: types }, (_, t) => left[t % left.length]);
  return cellTypes ? neighborColors(colors, cellTypes.types.codes, graph.graph) : colors;
}
