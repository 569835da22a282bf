import type { Source } from "../source.ts";
import { decodeNumbers, type NumericArray } from "../stored/numbers.ts";
import type { StoredTree } from "../stored/tree.ts";
import { readChunksInto } from "./chunkRows.ts";
import { chunkTable, type ListLocation } from "./chunks.ts";
import { type Hdf5File, type PlainList, withHdf5 } from "./hdf5.ts";
import { superblockOffset } from "./superblock.ts";
import { readTexts } from "./texts.ts";

/** Shorter ones are left to the HDF5 library. */
const LONG = 1 << 12;

/** Arrays of a file by their paths, whole. */
export type Lists = ReadonlyMap<string, NumericArray | string[]>;

/**
 * Read long lists and narrow matrices beside the HDF5 library, which takes several times as long.
 *
 * @param wanted paths of arrays that will be requested; what is none, or of another kind, is left out.
 */
export async function readLists(source: Source, wanted: (file: StoredTree) => readonly string[]): Promise<Lists> {
  const locations = withHdf5(await source.mount(), (file) => locationsOf(file, wanted(file)));
  const lists = new Map<string, NumericArray | string[]>();
  const base = locations.size === 0 ? undefined : await superblockOffset(source);
  if (base === undefined) return lists;
  // Texts last: what is allocated after them has the collector of garbage move them.
  const textsLast = [...locations].sort(([, a], [, b]) => Number("type" in b) - Number("type" in a));
  for (const [path, location] of textsLast) {
    const table = await chunkTable(source, { base, ...location });
    if (table === undefined) continue;
    if ("type" in location) {
      const bytes = new Uint8Array(location.length * location.width * location.size);
      if (await readChunksInto(bytes, source, table, { from: 0 })) lists.set(path, decodeNumbers(bytes, location));
    } else {
      const texts = await readTexts(source, table, { base, length: location.length });
      if (texts) lists.set(path, texts);
    }
  }
  return lists;
}

function locationsOf(file: Hdf5File, paths: readonly string[]): Map<string, ListLocation | PlainList> {
  const locations = new Map<string, ListLocation | PlainList>();
  for (const path of paths) {
    const location = isArray(file, path) ? (file.textList(path) ?? file.plainList(path)) : undefined;
    if (location && location.length >= LONG) locations.set(path, location);
  }
  return locations;
}

/** What cannot be read by any means is left for the moment in which it is requested. */
function isArray(file: Hdf5File, path: string): boolean {
  try {
    return file.kind(path) === "dataset" && file.info(path).shape.length > 0;
  } catch {
    return false;
  }
}
