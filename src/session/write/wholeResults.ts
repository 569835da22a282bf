import type { Host } from "../../host/host.ts";
import type { Folder } from "../../io/source.ts";
import { manifestName, type OutputFolder } from "./outputFolder.ts";

/** Which files earlier runs left, while there is no manifest that lists them. */
const earlierName = ".cellscape.files.json";

/**
 * Take away the manifest of an earlier run before the first of its results is replaced: a folder with a manifest holds
 * the results of one run, whole. Which files that run left is remembered.
 *
 * @throws cannot-write, and then the folder is as it was.
 */
export async function withdrawManifest(
  { paths, files: disk }: Pick<Host, "paths" | "files">,
  { folder }: Pick<OutputFolder, "folder">,
): Promise<void> {
  const earlier = await earlierFiles(disk, folder);
  if (earlier.length > 0) await disk.save(paths.join(folder, earlierName), JSON.stringify({ files: earlier }));
  await disk.remove(paths.join(folder, manifestName));
}

/**
 * Remove what earlier runs left, and write the manifest: `complete` in it marks whole results.
 *
 * @param inputs paths of the inputs, which are never removed.
 * @throws cannot-write
 */
export async function completeResults(
  host: Pick<Host, "paths" | "files">,
  results: OutputFolder,
  {
    manifest,
    inputs,
  }: { readonly manifest: () => Readonly<Record<string, unknown>>; readonly inputs: readonly string[] },
): Promise<void> {
  await removeStale(host, results, inputs);
  await results.save(manifestName, `${JSON.stringify({ ...manifest(), complete: true }, undefined, 2)}\n`);
  await host.files.remove(host.paths.join(results.folder, earlierName));
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

/** Files in a folder that earlier runs list as theirs, relative to it. */
export async function earlierFiles({ folder: folderAt }: Host["files"], folder: string): Promise<string[]> {
  const lists: string[][] = [];
  for (const name of [manifestName, earlierName]) lists.push(await filesIn(folderAt(folder), name));
  return [...new Set(lists.flat())];
}

async function filesIn(folder: Folder, name: string): Promise<string[]> {
  try {
    const source = await folder.open(name);
    if (!source) return [];
    const manifest: unknown = JSON.parse(new TextDecoder().decode(await source.read(0, source.size)));
    if (typeof manifest !== "object" || manifest === null || !("files" in manifest)) return [];
    return Array.isArray(manifest.files) ? manifest.files.filter((file) => typeof file === "string") : [];
  } catch {
    // No manifest, or none of ours: then there is nothing that may be removed.
    return [];
  }
}
