import { groupings } from "../../io/inspection/groupings.ts";
import { liesOverEachOther } from "../../preprocess/sampleOverlap.ts";
import { groupColumn } from "../columns/columns.ts";
import type { ExploredTissue } from "../tissue.ts";

/** The data set with its samples, where a column names some that lie over each other: they are drawn beside each other. */
export async function withSamples(tissue: ExploredTissue): Promise<ExploredTissue> {
  if (tissue.samples) return tissue;
  const candidates = groupings(tissue.obs).samples.filter(({ groups }) => groups > 1);
  for (const { column } of candidates.sort((a, b) => a.groups - b.groups)) {
    const groups = groupColumn(tissue, column);
    if (!groups) continue;
    // Cells without a position overlap nothing.
    const codes = groups.codes.map((code, i) => (Number.isFinite(tissue.positions.values[2 * i]) ? code : -1));
    if (await liesOverEachOther(tissue.positions, codes)) return { ...tissue, samples: { ...groups, name: column } };
  }
  return tissue;
}
