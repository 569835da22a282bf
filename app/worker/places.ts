import type { Picked } from "../messages/calls.ts";

export const runsFolder = "/runs";

/** Where the results of an input go: the same folder whenever it is picked again. */
export function folderOf({ name, files }: Picked): string {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return `${runsFolder}/${name}-${bytes}`;
}

/** The name of the input whose results go to a folder. */
export const nameIn = (folder: string) => folder.slice(runsFolder.length + 1).replace(/-\d+$/, "");
