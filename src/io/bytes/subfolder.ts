import type { Folder } from "../source.ts";

/** A folder inside a folder, as one that is given by itself. */
export function subfolder(folder: Folder, inner: string): Folder {
  return {
    kind: "folder",
    name: `${folder.name}/${inner}`,
    list: (path = "") => folder.list(path === "" ? inner : `${inner}/${path}`),
    open: (path) => folder.open(`${inner}/${path}`),
  };
}
