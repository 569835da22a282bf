import { CellScapeError } from "../../core/errors.ts";
import type { Draft, Target } from "../source.ts";
import { pageLibrary } from "./hdf5Library.ts";
import { mountSync, type SyncBytes } from "./syncBytes.ts";

/** A file in the making that lies outside the memory of the page. */
export interface DraftFile extends Required<SyncBytes> {
  /** Give it its name. */
  commit(): Promise<void>;
  /** Remove it. Never throws. */
  discard(): Promise<void>;
}

/**
 * A file to be written whose draft is on disk, such as in the origin private file system: it is never whole in memory.
 *
 * @param begin makes an empty draft.
 */
export function draftTarget(name: string, begin: () => Promise<DraftFile>): Target {
  return { name, draft: () => createDraft(name, begin) };
}

async function createDraft(name: string, begin: () => Promise<DraftFile>): Promise<Draft> {
  const doing = async <T>(action: () => T | Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CellScapeError("cannot-write", `${name}: expected to write it, got ${reason}`, { cause });
    }
  };
  const file = await doing(begin);
  return {
    async mount() {
      const { library, fs, bound, poison, isWhole } = await pageLibrary();
      const { path, unmount } = mountSync(fs, file);
      const release = () => {
        if (isWhole()) unmount();
      };
      return { library, path, name, size: file.size(), plugins: false, bound, poison, release };
    },
    size: () => doing(() => file.size()),
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, file.size() - offset)));
      return bytes.subarray(0, await doing(() => file.read(bytes, offset)));
    },
    write: (offset, bytes) => doing(() => file.write(bytes, offset)),
    commit: () => doing(() => file.commit()),
    discard: () => file.discard(),
  };
}
