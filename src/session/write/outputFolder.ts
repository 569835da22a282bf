import type { Host } from "../../host/host.ts";
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
  save(name: string, content: string | Uint8Array | Iterable<string>): Promise<void>;
}

export const manifestName = "manifest.json";

export function outputFolder({ paths, files: disk }: Pick<Host, "paths" | "files">, folder: string): OutputFolder {
  const files: string[] = [];
  const place = (name: string) => {
    if (!files.includes(name)) files.push(name);
    return paths.join(folder, ...name.split("/"));
  };
  return {
    folder,
    files,
    place,
    target: (name) => disk.target(place(name)),
    save: (name, content) => disk.save(place(name), content),
  };
}

/**
 * Remove what an earlier run wrote into the folder and this one did not, so that no figure of other settings lies beside
 * new ones. Only files that the earlier manifest lists are removed, and never an input.
 */
export async function removeStale(
  { paths, files: disk }: Pick<Host, "paths" | "files">,
  { folder, files }: OutputFolder,
  inputs: readonly string[],
): Promise<void> {
  const root = paths.resolve(folder);
  const kept = new Set(inputs.map((input) => paths.resolve(input)));
  const written = new Set([...files, manifestName]);
  for (const name of await earlierFiles(disk, folder)) {
    const path = paths.resolve(paths.join(folder, name));
    if (written.has(name) || kept.has(path) || !isInside(paths, name, folder)) continue;
    await disk.remove(path);
    // A folder that became empty is removed too; one with other files stays.
    if (paths.dirname(path) !== root) await disk.remove(paths.dirname(path));
  }
}

/** A manifest that someone changed shall not reach beyond its folder. */
function isInside(paths: Host["paths"], name: string, folder: string): boolean {
  if (paths.isAbsolute(name)) return false;
  const root = paths.resolve(folder);
  let path = paths.resolve(paths.join(folder, name));
  while (path.length > root.length) {
    path = paths.dirname(path);
    if (path === root) return true;
  }
  return false;
}

async function earlierFiles({ folder: folderAt }: Host["files"], folder: string): Promise<string[]> {
  try {
    const source = await folderAt(folder).open(manifestName);
    if (!source) return [];
    const manifest: unknown = JSON.parse(new TextDecoder().decode(await source.read(0, source.size)));
    if (typeof manifest !== "object" || manifest === null || !("files" in manifest)) return [];
    return Array.isArray(manifest.files) ? manifest.files.filter((name) => typeof name === "string") : [];
  } catch {
    // No manifest, or none of ours: then there is nothing that may be removed.
    return [];
  }
}
