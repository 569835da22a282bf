import { CellScapeError } from "../../core/errors.ts";
import type { Draft, Target } from "../source.ts";
import { type PageFileSystem, pageLibrary } from "./hdf5Library.ts";

/**
 * A file to be written whose draft lies in the memory of the page, in the HDF5 library's own file system.
 *
 * @param store keeps the finished file under its name.
 */
export function memoryTarget(name: string, store: (content: Blob) => Promise<void>): Target {
  return { name, draft: () => createDraft(name, store) };
}

let drafts = 0;

async function createDraft(name: string, store: (content: Blob) => Promise<void>): Promise<Draft> {
  const { library, fs, bound, poison, isWhole } = await pageLibrary();
  const path = `/draft-${++drafts}`;
  const doing = <T>(action: () => T): T => {
    try {
      return action();
    } catch (cause) {
      throw new CellScapeError("cannot-write", `${name}: expected to write it, got ${reasonOf(cause)}`, { cause });
    }
  };
  doing(() => fs.writeFile(path, new Uint8Array(0)));
  return {
    async mount() {
      if (!isWhole())
        throw new CellScapeError("cannot-write", `${name}: expected to write it, got a library that crashed`);
      const { size } = fs.stat(path);
      return { library, path, name, size, plugins: false, bound, poison, release: () => undefined };
    },
    size: async () => doing(() => fs.stat(path).size),
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, fs.stat(path).size - offset)));
      doing(() => withStream(fs, path, "r", (stream) => fs.read(stream, bytes, 0, bytes.length, offset)));
      return bytes;
    },
    async write(offset, bytes) {
      doing(() => withStream(fs, path, "r+", (stream) => fs.write(stream, bytes, 0, bytes.length, offset)));
    },
    async commit() {
      // A copy, as the file system's memory is reused.
      await store(new Blob([new Uint8Array(doing(() => fs.readFile(path)))]));
      fs.unlink(path);
    },
    async discard() {
      try {
        fs.unlink(path);
      } catch {
        // Committed, or never made.
      }
    },
  };
}

function withStream<T>(fs: PageFileSystem, path: string, flags: string, use: (stream: unknown) => T): T {
  const stream = fs.open(path, flags);
  try {
    return use(stream);
  } finally {
    fs.close(stream);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
