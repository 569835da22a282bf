import { CellScapeError } from "../../core/errors.ts";
import type { FileStore } from "./fileStore.ts";
import { beginDraft, type Listed } from "./opfsDraft.ts";

/**
 * Files in a folder of the origin private file system: they outlive the page and need no memory.
 *
 * @param root such as `await navigator.storage.getDirectory()`.
 * @throws cannot-write (`put`, drafts, `removeBelow`) where the browser refuses, such as for its quota.
 * @see https://fs.spec.whatwg.org
 */
export function opfsStore(root: FileSystemDirectoryHandle): FileStore {
  return {
    async get(path) {
      const { folder, name } = await placeOf(root, path, false);
      const handle = await folder?.getFileHandle(name).catch(() => undefined);
      return handle?.getFile();
    },
    async put(path, content) {
      try {
        const { folder, name } = await placeOf(root, path, true);
        const handle = await folder?.getFileHandle(name, { create: true });
        // Takes the place of the old content when it is closed, and not before.
        const writable = await handle?.createWritable();
        await writable?.write(content);
        await writable?.close();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new CellScapeError("cannot-write", `${path}: cannot write: ${reason}`, { cause });
      }
    },
    // Access handles are there in workers alone.
    ...("FileReaderSync" in globalThis ? { draft: beginIn(root) } : {}),
    remove: (path) => removeAt(root, path).catch(() => undefined),
    removeBelow: (path) => removeAt(root, path, { recursive: true }),
    async list() {
      const paths: string[] = [];
      const visit = async (folder: FileSystemDirectoryHandle, start: string): Promise<void> => {
        for await (const [name, handle] of (folder as Listed).entries()) {
          if (handle.kind === "directory") await visit(handle as FileSystemDirectoryHandle, `${start}${name}/`);
          else paths.push(start + name);
        }
      };
      await visit(root, "/");
      return paths;
    },
  };
}

/** What is not there is removed already. */
async function removeAt(root: FileSystemDirectoryHandle, path: string, options?: FileSystemRemoveOptions) {
  const { folder, name } = await placeOf(root, path, false);
  await folder?.removeEntry(name, options).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "NotFoundError") return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CellScapeError("cannot-write", `${path}: cannot delete: ${reason}`, { cause });
  });
}

function beginIn(root: FileSystemDirectoryHandle): NonNullable<FileStore["draft"]> {
  return async (path) => {
    const { folder, name } = await placeOf(root, path, true);
    if (!folder) throw new Error("internal: a folder that was to be made is missing");
    return beginDraft(folder, name);
  };
}

/** The folder of a path, undefined where it is not there and shall not be made, and the name in it. */
async function placeOf(
  root: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<{ readonly folder: FileSystemDirectoryHandle | undefined; readonly name: string }> {
  const parts = path.split("/").filter((part) => part !== "");
  const name = parts.pop() ?? "";
  let folder: FileSystemDirectoryHandle | undefined = root;
  for (const part of parts) {
    const opened: Promise<FileSystemDirectoryHandle> | undefined = folder?.getDirectoryHandle(part, { create });
    folder = create ? await opened : await opened?.catch(() => undefined);
  }
  return { folder, name };
}
