import type { DraftFile } from "../../io/browser/draftTarget.ts";

/** Handles of folders list their entries in every browser that has them; not every version of the types declares it. */
export type Listed = FileSystemDirectoryHandle & {
  entries(): AsyncIterable<[string, FileSystemDirectoryHandle | FileSystemFileHandle]>;
};

/** Handles are moved in every browser that has them; not every version of the types declares it. */
type Movable = FileSystemFileHandle & { move(folder: FileSystemDirectoryHandle, name: string): Promise<void> };
type Locking = FileSystemFileHandle & { createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle> };
interface FileSystemSyncAccessHandle {
  getSize(): number;
  read(into: Uint8Array, options: { readonly at: number }): number;
  write(from: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

const draftEnding = ".tmp";

/** A hidden file beside the one that it will be. Drafts of a page that was closed are removed; those of an open one are locked. */
export async function beginDraft(folder: FileSystemDirectoryHandle, name: string): Promise<DraftFile> {
  const start = `.${name}.`;
  const abandoned: string[] = [];
  for await (const [each] of (folder as Listed).entries()) {
    if (each.startsWith(start) && each.endsWith(draftEnding)) abandoned.push(each);
  }
  for (const each of abandoned) await folder.removeEntry(each).catch(() => undefined);
  const draft = `${start}${crypto.randomUUID()}${draftEnding}`;
  const handle = await folder.getFileHandle(draft, { create: true });
  const access = await (handle as Locking).createSyncAccessHandle();
  return {
    size: () => access.getSize(),
    read: (into, at) => access.read(into, { at }),
    write(from, at) {
      for (let done = 0; done < from.length; ) {
        const written = access.write(from.subarray(done), { at: at + done });
        if (written === 0) throw new DOMException("no space is left for files of this page", "QuotaExceededError");
        done += written;
      }
    },
    truncate: (size) => access.truncate(size),
    async commit() {
      access.flush();
      access.close();
      await (handle as Movable).move(folder, name);
    },
    async discard() {
      try {
        access.close();
        await folder.removeEntry(draft);
      } catch {
        // Committed.
      }
    },
  };
}
