/** Files that a page wrote, by absolute path. */
export interface FileStore {
  get(path: string): Promise<Blob | undefined>;
  /** Keep a file whole, in place of what had its path. */
  put(path: string, content: Blob): Promise<void>;
  remove(path: string): Promise<void>;
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
    list: async () => [...files.keys()],
  };
}
