import type { Folder } from "../source.ts";

/** A folder inside a folder, as one that is given by itself. */
export function subfolder(folder: Folder, place: string): Folder {
  return {
    kind: "folder",
    name: `${folder.name}/${place}`,
    list: (path = "") => folder.list(path === "" ? place : `${place}/${path}`),
    open: (path) => folder.open(`${place}/${path}`),
  };
}
