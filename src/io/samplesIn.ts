import { CellScapeError } from "../core/errors.ts";
import { subfolder } from "./bytes/subfolder.ts";
import { fileFormat, folderFormat } from "./match.ts";
import type { Folder } from "./source.ts";

/** Levels of folders looked into. */
const LEVELS = 3;
/** Folders looked into on one level, and files looked at: a look at HDF5 goes through the whole file. */
const FOLDERS = 20;
const FILES = 4;

/**
 * Samples in a folder that is none itself: those in it, or else those one level further down, and so on.
 *
 * @returns paths below the folder with formats, as `section1 (visium)`; none when there are none, or not among the first.
 */
export async function samplesIn(folder: Folder): Promise<string[]> {
  let level = [""];
  for (let depth = 0; depth < LEVELS && level.length > 0; depth++) {
    const found: string[] = [];
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
      const format = await orNothing(folderFormat(subfolder(folder, path)));
      if (format === undefined) level.push(path);
      else found.push(`${path} (${format})`);
    }
    for (const path of spread(files).slice(0, FILES)) {
      const format = await orNothing(folder.open(path).then((file) => file && fileFormat(file)));
      if (format !== undefined) found.push(`${path} (${format})`);
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** A folder may hold anything: what is damaged in it is no sample. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
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
