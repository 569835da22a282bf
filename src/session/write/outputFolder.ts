import { ended } from "../../core/task.ts";
import type { Content, Host } from "../../host/host.ts";
import type { Target } from "../../io/source.ts";

/** The folder that a run writes to; it remembers what was written. */
export interface OutputFolder {
  /** The folder as the user named it. */
  readonly folder: string;
  /** Files written so far, relative to the folder, with `/` between names. */
  readonly files: readonly string[];
  /** The path of a file; it counts as written. */
  place(name: string): string;
  /** Where a large file of that name is written to; its folder is made. @throws cannot-write */
  target(name: string): Promise<Target>;
  /** Write a file whole or not at all. @throws cannot-write */
  save(name: string, content: Content): Promise<void>;
}

/** Name of the record of a run, which is there only beside results that are whole. */
export const manifestName = "manifest.json";

/** @param ending when it fires no other file is written: @throws cancelled */
export function outputFolder(
  { paths, files: disk }: Pick<Host, "paths" | "files">,
  folder: string,
  ending?: AbortSignal,
): OutputFolder {
  const files: string[] = [];
  const place = (name: string) => {
    if (ending?.aborted) throw ended();
    if (!files.includes(name)) files.push(name);
    return paths.join(folder, ...name.split("/"));
  };
  return {
    folder,
    files,
    place,
    target: async (name) => disk.target(place(name)),
    save: async (name, content) => disk.save(place(name), content),
  };
}
