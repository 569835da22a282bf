import { opendir, realpath, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { CellScapeError } from "../../core/errors.ts";
import { expectInner, MOST_NAMES, tooManyNames } from "../bytes/innerPath.ts";
import type { Folder, Input, Source } from "../source.ts";
import { fileSource, systemReason, unopened } from "./nodeFile.ts";

/**
 * A file or a folder on disk, whichever lies at the path.
 *
 * @throws bad-file when there is nothing or it cannot be read.
 */
export async function inputAt(path: string): Promise<Input> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unopened(path, "a file or a folder", cause);
  });
  return found.isDirectory() ? folderAt(path) : fileSource(path, (inner) => openInside(dirname(path), inner));
}

/**
 * A folder on disk. Links are followed only to places inside it.
 *
 * @throws (its files) bad-file when a path is none inside the folder.
 */
export function folderAt(path: string): Folder {
  return {
    kind: "folder",
    name: path,
    list: (inner = "") => listInside(path, inner),
    open: (inner) => openInside(path, inner),
  };
}

async function openInside(root: string, inner: string): Promise<Source | undefined> {
  const place = await resolveInside(root, inner);
  if (place === undefined || !(await stat(place)).isFile()) return undefined;
  return fileSource(join(root, inner), (path) => openInside(dirname(join(root, inner)), path));
}

async function listInside(root: string, inner: string): Promise<string[]> {
  const place = inner === "" ? root : await resolveInside(root, inner);
  if (place === undefined || !(await stat(place)).isDirectory()) return [];
  const names: string[] = [];
  try {
    for await (const entry of await opendir(place)) {
      if (names.length === MOST_NAMES) throw tooManyNames(join(root, inner));
      // A link that leads nowhere is no entry; one that leads out is an entry that cannot be opened.
      const target = entry.isSymbolicLink() ? await stat(join(place, entry.name)).catch(() => undefined) : entry;
      if (target?.isDirectory()) names.push(`${entry.name}/`);
      else if (target?.isFile()) names.push(entry.name);
    }
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    const where = join(root, inner);
    throw new CellScapeError("bad-file", `${where}: expected a readable folder, got ${systemReason(cause)}`, { cause });
  }
  return names.sort();
}

/** The place of an inner path with every link followed; undefined when nothing is there. */
async function resolveInside(root: string, inner: string): Promise<string | undefined> {
  expectInner(root, inner);
  const home = await realpath(root).catch(() => root);
  // The usual case: no link on the way.
  const direct = join(home, ...inner.split("/"));
  if ((await realpath(direct).catch(() => undefined)) === direct) return direct;
  let place = home;
  for (const part of inner.split("/")) {
    const next = await followed(join(place, part));
    if (next === undefined) return undefined;
    const path = join(root, inner);
    if (!within(next, home)) throw badLink(path, root, `to ${next}`);
    // A link to a folder around itself would make paths without end.
    if (within(place, next)) throw badLink(path, root, "back to where it lies");
    place = next;
  }
  return place;
}

async function followed(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new CellScapeError("bad-file", `${path}: expected a readable file, got ${systemReason(cause)}`, { cause });
  }
}

const within = (path: string, folder: string) =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function badLink(path: string, root: string, leads: string): CellScapeError {
  const way = "put a copy of what it leads to there";
  return new CellScapeError(
    "bad-file",
    `${path}: expected links to stay inside ${root}, got one that leads ${leads}; ${way}`,
  );
}
