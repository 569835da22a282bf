import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Source } from "../source.ts";

/** A file stays open for so long after it was read: many small reads follow each other, and each opening costs more. */
const IDLE_MS = 50;
/** Files that wait so: a zarr store has thousands, and a process may have some thousand open. */
const MOST_IDLE = 16;
let idle = 0;

interface SharedHandle {
  use<T>(action: (handle: FileHandle) => Promise<T>): Promise<T>;
  /** The handle if it is open just now, for what takes no time. */
  atHand(): FileHandle | undefined;
}

/** Opens a file when it is used and closes it soon after. */
function sharedHandle(path: string): SharedHandle {
  let opening: Promise<FileHandle> | undefined;
  let opened: FileHandle | undefined;
  let users = 0;
  let waiting: NodeJS.Timeout | undefined;
  function awake(): void {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    waiting = undefined;
    idle--;
  }
  function close(): void {
    awake();
    opening?.then((handle) => handle.close()).catch(() => undefined);
    opening = undefined;
    opened = undefined;
  }
  async function use<T>(action: (handle: FileHandle) => Promise<T>): Promise<T> {
    awake();
    users++;
    opening ??= open(path, "r");
    try {
      const handle = await opening.catch((error: unknown) => {
        // The next one tries again.
        opening = undefined;
        throw error;
      });
      opened = handle;
      return await action(handle);
    } finally {
      users--;
      if (users === 0 && idle >= MOST_IDLE) close();
      else if (users === 0) {
        idle++;
        // The process may end before; the system closes its files.
        waiting = setTimeout(close, IDLE_MS).unref();
      }
    }
  }
  return { use, atHand: () => opened };
}

/** A read of so few bytes takes less time than to hand it to another thread. */
const SHORT = 1 << 12;
/** Milliseconds for which short reads may follow each other before events get through. */
const BREATH_MS = 5;

/** Reads of an open file: short ones at once, as headers and the nodes of trees are many. */
export function openReader(path: string, size: number): Source["read"] {
  const handle = sharedHandle(path);
  let breathed = 0;
  return async (offset, wanted, into) => {
    const length = Math.max(0, Math.min(wanted, size - offset));
    const open = length <= SHORT && performance.now() - breathed < BREATH_MS ? handle.atHand() : undefined;
    if (open !== undefined) {
      const buffer = into?.subarray(0, length) ?? new Uint8Array(length);
      // Less than all is left to the way that reads on.
      if (readSync(open.fd, buffer, 0, length, offset) === length) return buffer;
    }
    const bytes = await handle.use((each) => readAt(each, offset, length, into));
    breathed = performance.now();
    return bytes;
  };
}

/** Bytes from an offset on, fewer where the file ends; into `into` where it is given. */
export async function readAt(
  handle: FileHandle,
  offset: number,
  length: number,
  into?: Uint8Array,
): Promise<Uint8Array> {
  const buffer = into?.subarray(0, length) ?? new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
