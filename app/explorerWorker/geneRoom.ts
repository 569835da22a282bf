import type { FileStore } from "../../src/host/browser/fileStore.ts";
import { genesFolder } from "../worker/places.ts";

/** A file whose time is that of the last use of another. */
export const usedPath = (path: string) => `${path}.used`;

/**
 * Remove the files of genes that were not used for longest until so many bytes more are within a limit.
 *
 * @returns false where they are more than the limit by themselves; nothing is removed then.
 */
export async function makeRoom(store: FileStore, bytes: number, most: number): Promise<boolean> {
  if (bytes > most) return false;
  const paths = (await store.list()).filter((path) => path.startsWith(`${genesFolder}/`) && path.endsWith(".bin"));
  const kept = await Promise.all(
    paths.map(async (path) => {
      const files = [await store.get(path), await store.get(usedPath(path))];
      const used = Math.max(...files.map((file) => (file instanceof File ? file.lastModified : 0)));
      return { path, used, size: files[0]?.size ?? 0 };
    }),
  );
  let held = kept.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of kept.sort((a, b) => a.used - b.used)) {
    if (held + bytes <= most) break;
    await store.remove(path);
    await store.remove(usedPath(path));
    held -= size;
  }
  return true;
}
