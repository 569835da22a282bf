import type { Graph } from "../data/graph.ts";
import { contrastedColors } from "../figure/color/contrast.ts";

/** Up to so many groups, the first colours of the palette differ enough in any order. */
const plainUpTo = 12;

/**
 * The colours in an order in which groups that are neighbours in the tissue differ most; as they are for few groups.
 *
 * @param codes [n] group of each cell, -1 where missing.
 * @param graph of the n cells. Both are not modified.
 */
export function neighborColors(
  colors: readonly string[],
  codes: Int32Array,
  { starts, targets }: Pick<Graph, "starts" | "targets">,
): string[] {
  const count = colors.length;
  if (count <= plainUpTo || codes.length !== starts.length - 1) return [...colors];
  const borders = new Float64Array(count * count);
  const edges = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0) continue;
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const other = codes[targets[e]];
      if (other < 0 || other === codes[i]) continue;
      borders[codes[i] * count + other]++;
      edges[codes[i]]++;
    }
  }
  // Relative to the borders of both, so that small groups count as well.
  const shares = borders.map((edge, at) => edge / Math.sqrt(edges[Math.floor(at / count)] * edges[at % count] || 1));
  return contrastedColors(colors, shares);
}
