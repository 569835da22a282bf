import type { Picked } from "../messages/files.ts";

export const runsFolder = "/runs";
/** Genes of files that were opened, by column. */
export const genesFolder = "/genes";

/** Where the results of an input go: the same folder whenever it is picked again. */
export function folderOf({ name, files }: Picked): string {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return `${runsFolder}/${name}-${bytes}`;
}

/** Where analyses of a result go. @param title which they are. */
export function analysesOf(input: Picked, title: string): string {
  return folderOf({ ...input, name: `${input.name}: ${title}` });
}

/** The name of the input whose results go to a folder. */
export const nameIn = (folder: string) => folder.slice(runsFolder.length + 1).replace(/-\d+$/, "");
