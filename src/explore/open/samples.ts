import { groupings } from "../../io/inspection/groupings.ts";
import { liesOverEachOther } from "../../preprocess/sampleOverlap.ts";
import { groupColumn } from "../columns/columns.ts";
import type { ExploredTissue } from "../tissue.ts";

/** Fields of view are pieces of one sample; more groups than this are pieces too. */
const isPieces = (column: string, groups: number) => /fov|field/i.test(column) || groups > mostApart;
const mostApart = 24;

/** The data set with its samples, where a column names some: those that lie over each other, else those that lie apart. */
export async function withSamples(tissue: ExploredTissue): Promise<ExploredTissue> {
  if (tissue.samples) return tissue;
  const candidates = groupings(tissue.obs).samples.filter(({ groups }) => groups > 1);
  candidates.sort((a, b) => a.groups - b.groups);
  for (const { column } of candidates) {
    const groups = groupColumn(tissue, column);
    if (!groups) continue;
    // Cells without a position overlap nothing.
    const codes = groups.codes.map((code, i) => (Number.isFinite(tissue.positions.values[2 * i]) ? code : -1));
    const overlap = await liesOverEachOther(tissue.positions, codes);
    if (overlap) return { ...tissue, samples: { ...groups, name: column, overlap } };
  }
  const apart = candidates.find(({ column, groups }) => !isPieces(column, groups));
  const groups = apart && groupColumn(tissue, apart.column);
  return groups && apart ? { ...tissue, samples: { ...groups, name: apart.column, overlap: false } } : tissue;
}
