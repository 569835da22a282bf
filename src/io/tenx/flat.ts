import type { Folder } from "../source.ts";
import type { Open } from "./mtxMatrix.ts";

/** Counts of Space Ranger, with whatever an archive put before their name. */
const COUNTS = /^(.*?)(?:filtered|raw)_feature_bc_matrix\.h5$/;
const POSITIONS = /^(.*?)tissue_positions(?:_list)?\.(?:csv|parquet)(?:\.gz)?$/;
/** More of an archive's files than this are not looked through. */
const mostNames = 2000;

/** What is before the usual name of counts: `GSM100_S1_` of `GSM100_S1_filtered_feature_bc_matrix.h5`; "" without. */
export function prefixOfCounts(name: string): string {
  return COUNTS.exec(name.split(/[\\/]/).at(-1) ?? "")?.[1] ?? "";
}

/**
 * Opens the files of `spatial/` where an archive has them: there, or beside the counts, with the same prefix, plain or
 * gzip.
 */
export const openFlat =
  (open: Open, prefix: string): Open =>
  async (path) => {
    const found = await open(path);
    if (found !== undefined || !path.startsWith("spatial/")) return found;
    const name = `${prefix}${path.slice("spatial/".length)}`;
    return (await open(name)) ?? (await open(`${name}.gz`));
  };

/** The prefix of the one Visium sample whose files all lie in a folder itself; undefined for none and for several. */
export async function flatSample(folder: Folder): Promise<string | undefined> {
  const names = (await folder.list()).slice(0, mostNames);
  const placed = new Set(names.flatMap((name) => POSITIONS.exec(name)?.[1] ?? []));
  const counted = new Set(names.flatMap((name) => COUNTS.exec(name)?.[1] ?? []));
  const samples = [...counted].filter((prefix) => placed.has(prefix));
  return samples.length === 1 ? samples[0] : undefined;
}
