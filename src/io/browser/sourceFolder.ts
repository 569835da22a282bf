import { expectInner } from "../bytes/innerPath.ts";
import type { Folder, Source } from "../source.ts";

/** Where a file lies among those that were given with it. */
export interface Place {
  readonly all: Folder;
  readonly path: string;
}

/**
 * Files that are known by name as a folder.
 *
 * @param files by path inside the folder, with slashes.
 * @param open makes a source of one of them.
 * @throws bad-file when a path is none inside a folder.
 */
export function sourceFolder<File>(
  name: string,
  files: ReadonlyMap<string, File>,
  open: (file: File, name: string, place: Place) => Source,
): Folder {
  const inside = new Map<string, Set<string>>();
  for (const path of files.keys()) {
    expectInner(name, path);
    const parts = path.split("/");
    for (const [depth, part] of parts.entries()) {
      const parent = parts.slice(0, depth).join("/");
      const names = inside.get(parent) ?? new Set();
      inside.set(parent, names.add(depth === parts.length - 1 ? part : `${part}/`));
    }
  }
  const folder: Folder = {
    kind: "folder",
    name,
    async list(path = "") {
      if (path !== "") expectInner(name, path);
      return [...(inside.get(path) ?? [])].sort();
    },
    async open(path) {
      expectInner(name, path);
      const file = files.get(path);
      return file === undefined ? undefined : open(file, `${name}/${path}`, { all: folder, path });
    },
  };
  return folder;
}

/** What `Source.beside` answers for a file at a place. */
export function besideAt(name: string, place: Place | undefined): Source["beside"] {
  return async (path) => {
    if (place === undefined) return undefined;
    expectInner(name, path);
    return place.all.open([...place.path.split("/").slice(0, -1), path].join("/"));
  };
}
