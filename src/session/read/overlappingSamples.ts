import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import type { Matrix } from "../../data/matrix.ts";
import { groupings } from "../../io/inspection/groupings.ts";
import { liesOverEachOther } from "../../preprocess/sampleOverlap.ts";

/** A column whose name contains sample, section, slide, ... and whose groups lie over each other. */
export interface OverlappingSamples {
  readonly column: string;
  readonly groups: number;
}

/**
 * The column of obs that distinguishes samples that lie over each other in one data set; undefined where there is none. Of
 * several such columns it is the one with the fewest groups within which nothing overlaps any more.
 */
export async function overlappingSamples({
  obs,
  positions,
  cells,
  samples,
}: Dataset): Promise<OverlappingSamples | undefined> {
  if (samples) return undefined;
  const found: (OverlappingSamples & { readonly codes: Int32Array })[] = [];
  for (const { column, groups } of groupings(obs).samples) {
    if (groups < 2) continue;
    const codes = codesOf(obs, column, cells.length);
    if (await liesOverEachOther(positions, codes)) found.push({ column, groups, codes });
  }
  found.sort((a, b) => a.groups - b.groups);
  for (const one of found) {
    const apart = sideBySide(positions, one.codes);
    let resolved = true;
    for (const other of found) {
      if (other !== one && (await liesOverEachOther(apart, other.codes))) resolved = false;
    }
    if (resolved) return { column: one.column, groups: one.groups };
  }
  const last = found.at(-1);
  return last && { column: last.column, groups: last.groups };
}

/** The note on samples that lie over each other in one data set. */
export function overlapText({ column, groups }: OverlappingSamples): string {
  return `obs/${column} names ${groups} samples that lie over each other in the same coordinates; --sample-key ${column} keeps them apart`;
}

function codesOf(obs: Dataset["obs"], column: string, n: number): Int32Array {
  const values = obs.columns.get(column);
  const codes = new Map<string, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const label = values && labelAt(values, i);
    if (label === undefined) return -1;
    const code = codes.get(label) ?? codes.size;
    codes.set(label, code);
    return code;
  });
}

/** Positions with each group moved beside the others. */
function sideBySide({ rows, values }: Matrix, codes: Int32Array): Matrix {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rows; i++) {
    least = Math.min(least, values[2 * i]);
    most = Math.max(most, values[2 * i]);
  }
  const moved = Float64Array.from(values);
  for (let i = 0; i < rows; i++) moved[2 * i] += 2 * (most - least) * codes[i];
  return { rows, columns: 2, values: moved };
}
