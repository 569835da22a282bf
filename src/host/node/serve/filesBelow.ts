import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { MOST_NAMES, tooManyNames } from "../../../io/bytes/innerPath.ts";

/**
 * Every file below a folder, by its path inside with slashes, and where it lies. Links are followed only to places inside
 * the folder, and never to a folder that they lie in.
 *
 * @throws bad-file when there are too many.
 */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const home = await realpath(folder);
  const files = new Map<string, string>();
  const visit = async (place: string, inner: string): Promise<void> => {
    for (const entry of await readdir(place, { withFileTypes: true })) {
      const path = inner === "" ? entry.name : `${inner}/${entry.name}`;
      const target = entry.isSymbolicLink() ? await insideTarget(home, place, entry.name) : join(place, entry.name);
      if (target === undefined) continue;
      const found = entry.isSymbolicLink() ? await stat(target) : entry;
      if (found.isDirectory()) await visit(target, path);
      else if (found.isFile()) files.set(path, target);
      if (files.size > MOST_NAMES) throw tooManyNames(folder);
    }
  };
  await visit(home, "");
  return files;
}

async function insideTarget(home: string, place: string, name: string): Promise<string | undefined> {
  const target = await realpath(join(place, name)).catch(() => undefined);
  const isInside = target?.startsWith(home + sep);
  const isAround = `${place}${sep}`.startsWith(`${target}${sep}`);
  return isInside && !isAround ? target : undefined;
}
