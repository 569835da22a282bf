import type { DraftFile } from "../../io/browser/draftTarget.ts";

/** Files that a page wrote, by absolute path. */
export interface FileStore {
  get(path: string): Promise<Blob | undefined>;
  /** Keep a file whole, in place of what had its path. */
  put(path: string, content: Blob): Promise<void>;
  /**
   * An empty file that takes the path when it is committed; missing where files are in memory anyway.
   *
   * @throws what the browser does where it cannot be made.
   */
  draft?(path: string): Promise<DraftFile>;
  /** Never throws. */
  remove(path: string): Promise<void>;
  /** Remove a folder with everything in it. @throws cannot-write where the browser refuses. */
  removeBelow(path: string): Promise<void>;
  /** All paths. */
  list(): Promise<readonly string[]>;
}

/** Files in the memory of the page: gone with it. */
export function memoryStore(): FileStore {
  const files = new Map<string, Blob>();
  return {
    get: async (path) => files.get(path),
    async put(path, content) {
      files.set(path, content);
    },
    async remove(path) {
      files.delete(path);
    },
    async removeBelow(path) {
      for (const each of [...files.keys()]) if (each.startsWith(`${path}/`)) files.delete(each);
    },
    list: async () => [...files.keys()],
  };
}
