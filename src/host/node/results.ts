import { readFile, rm, rmdir } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize, resolve, sep } from "node:path";
import { saveFile } from "./saveFile.ts";

/** The folder that a run writes to; it remembers what was written. */
export interface Results {
  /** The folder as the user named it. */
  readonly folder: string;
  /** Files written so far, relative to the folder, with `/` between names. */
  readonly files: readonly string[];
  /** Where a file of that name lies; it counts as written. */
  place(name: string): string;
  /** Write a file whole or not at all. @throws cannot-write */
  save(name: string, content: string | Uint8Array | Iterable<string>): Promise<void>;
}

export const manifestName = "manifest.json";

export function resultsIn(folder: string): Results {
  const files: string[] = [];
  const place = (name: string) => {
    if (!files.includes(name)) files.push(name);
    return join(folder, ...name.split("/"));
  };
  return { folder, files, place, save: (name, content) => saveFile(place(name), content) };
}

/**
 * Remove what an earlier run wrote into the folder and this one did not, so that no figure of other settings lies beside
 * new ones. Only files that the earlier manifest lists are touched, and never an input.
 */
export async function removeStale({ folder, files }: Results, inputs: readonly string[]): Promise<void> {
  const kept = new Set(inputs.map((input) => resolve(input)));
  const written = new Set([...files, manifestName]);
  for (const name of await earlierFiles(folder)) {
    const path = join(folder, normalize(name));
    if (written.has(name) || !isInside(name) || kept.has(resolve(path))) continue;
    await rm(path, { force: true }).catch(() => undefined);
    // A folder that became empty goes too; one with other files stays.
    if (dirname(name) !== ".") await rmdir(dirname(path)).catch(() => undefined);
  }
}

async function earlierFiles(folder: string): Promise<string[]> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, manifestName), "utf8"));
    if (typeof manifest !== "object" || manifest === null || !("files" in manifest)) return [];
    return Array.isArray(manifest.files) ? manifest.files.filter((name) => typeof name === "string") : [];
  } catch {
    // No manifest, or none of ours: then there is nothing that may be removed.
    return [];
  }
}

/** A manifest that someone changed shall not reach beyond its folder. */
function isInside(name: string): boolean {
  const plain = normalize(name);
  return !isAbsolute(plain) && plain !== ".." && !plain.startsWith(`..${sep}`);
}
