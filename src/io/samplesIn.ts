import { CellScapeError } from "../core/errors.ts";
import { subfolder } from "./bytes/subfolder.ts";
import { fileReader, folderReader, headOf } from "./match.ts";
import type { Folder, Source } from "./source.ts";

/** Levels of folders looked into. */
const LEVELS = 3;
/** Folders looked into on one level, and files looked at: a look at HDF5 goes through the whole file. */
const FOLDERS = 20;
const FILES = 4;

/**
 * Samples in a folder that is none itself: those in it, or else those one level further down, and so on. Beside formats with a
 * signature or names of their own, plain tables are no samples: results and annotations are tables too.
 *
 * @returns paths below the folder with formats, as `section1 (visium)`; none when there are none, or not among the first.
 */
export async function samplesIn(folder: Folder): Promise<string[]> {
  let level = [""];
  for (let depth = 0; depth < LEVELS && level.length > 0; depth++) {
    const found: { readonly rank: number; readonly text: string }[] = [];
    const folders: string[] = [];
    const files: string[] = [];
    for (const path of level) {
      for (const name of (await orNothing(folder.list(path))) ?? []) {
        const inner = path === "" ? name : `${path}/${name}`;
        if (inner.endsWith("/")) folders.push(inner.slice(0, -1));
        else files.push(inner);
      }
    }
    level = [];
    for (const path of folders.slice(0, FOLDERS)) {
      const reader = await orNothing(folderReader(subfolder(folder, path)));
      if (reader === undefined) level.push(path);
      else found.push({ rank: reader.rank ?? 0, text: `${path} (${reader.format})` });
    }
    for (const path of spread(files).slice(0, FILES)) {
      const reader = await orNothing(folder.open(path).then((file) => file && readerOf(file)));
      if (reader !== undefined) found.push({ rank: reader.rank ?? 0, text: `${path} (${reader.format})` });
    }
    const least = Math.min(...found.map(({ rank }) => rank));
    if (found.length > 0) return found.filter(({ rank }) => rank === least).map(({ text }) => text);
  }
  return [];
}

const readerOf = async (file: Source) => (file.size === 0 ? undefined : fileReader(file, await headOf(file)));

/** A folder may hold anything: what is damaged in it is no sample. */
async function orNothing<T>(pending: Promise<T>): Promise<T | undefined> {
  try {
    return await pending;
  } catch (error) {
    if (error instanceof CellScapeError) return undefined;
    throw error;
  }
}

/** The first file of each folder, then the second of each, and so on. */
function spread(paths: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const turn = (path: string) => {
    const parent = path.slice(0, path.lastIndexOf("/") + 1);
    seen.set(parent, (seen.get(parent) ?? 0) + 1);
    return seen.get(parent) ?? 0;
  };
  const turns = paths.map((path) => ({ path, turn: turn(path) }));
  return turns.sort((a, b) => a.turn - b.turn).map(({ path }) => path);
}
