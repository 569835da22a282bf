import { randomUUID } from "node:crypto";
import { createReadStream, existsSync, rmSync } from "node:fs";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, inflate, inflateSync } from "node:zlib";
import { CellScapeError } from "../../core/errors.ts";
import { type BoundedLibrary, loadBounded } from "../hdf5/memory.ts";
import type { Hdf5Access, Hdf5Library } from "../hdf5Access.ts";
import type { Draft, Source, Target } from "../source.ts";
import { draftPath, removeAbandonedDrafts } from "./drafts.ts";
import { type FileFence, fenceFiles } from "./fence.ts";
import { openReader, readAt } from "./nodeReads.ts";
import { undoOnExit } from "./undoOnExit.ts";

/**
 * A file on disk.
 *
 * @param beside finds files near it; without it there are none.
 * @throws bad-file when there is no such file or it cannot be read; unsupported when it is a folder.
 */
export async function fileSource(path: string, beside: Source["beside"] = async () => undefined): Promise<Source> {
  const found = await stat(path).catch((error: unknown) => {
    throw unopened(path, "a file", error);
  });
  if (found.isDirectory()) throw new CellScapeError("unsupported", `${path}: expected a file, got a folder`);
  const { size } = found;
  const bytes = openReader(path, size);
  const read: Source["read"] = (offset, length, into) =>
    bytes(offset, length, into).catch((cause: unknown) => {
      throw new CellScapeError("bad-file", `${path}: expected a readable file, got ${systemReason(cause)}`, { cause });
    });
  await read(0, 1);
  return {
    kind: "file",
    name: path,
    size,
    read,
    async version() {
      const now = await stat(path, { bigint: true }).catch(() => undefined);
      return now === undefined ? "no file" : `${now.size} bytes, ${now.ino}, changed at ${now.mtimeNs}`;
    },
    gunzip: (onPacked) => gunzip(path, onPacked),
    async inflate(bytes, most) {
      const options = { chunkSize: Math.max(64, most), maxOutputLength: most };
      return most <= SMALL ? inflateSync(bytes, options) : inflated(bytes, options);
    },
    find: ({ buffer, byteOffset, length }, sequence, from) =>
      Buffer.from(buffer, byteOffset, length).indexOf(sequence, from),
    mount: () => mount(path, path, size),
    beside,
  };
}

/** Chunks of fewer bytes take longer to hand to another thread than to inflate; h5py makes many of about 50 kB. */
const SMALL = 1 << 17;
const inflated = promisify<Uint8Array, { chunkSize: number; maxOutputLength: number }, Uint8Array>(inflate);

/** In pieces of 256 kB: those of 16 kB that streams of the web come in cost twice the time. */
async function* gunzip(path: string, onPacked?: (bytes: number) => void): AsyncIterable<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: 1 << 18 });
  // Errors of either stream arrive at the one that is read.
  pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), unpacked, () => undefined);
  for await (const bytes of unpacked) {
    onPacked?.(unpacked.bytesWritten);
    yield bytes;
  }
}

/**
 * A file to be written. Drafts lie beside it under a hidden name, so that taking their place is one rename.
 *
 * @throws (drafts) cannot-write where the disk does not allow it.
 */
export function fileTarget(path: string): Target {
  return { name: path, draft: () => createDraft(path) };
}

async function createDraft(target: string): Promise<Draft> {
  const path = draftPath(target);
  const doing = <T>(action: Promise<T>) =>
    action.catch((error: unknown) => {
      throw new CellScapeError("cannot-write", `${target}: expected to write it, got ${systemReason(error)}`, {
        cause: error,
      });
    });
  const occupied = await stat(target).catch(() => undefined);
  if (occupied?.isDirectory())
    throw new CellScapeError("cannot-write", `${target}: expected to write a file, got a folder`);
  await removeAbandonedDrafts(target);
  await doing(open(path, "wx").then((handle) => handle.close()));
  const ended = undoOnExit(() => rmSync(path, { force: true }));
  return {
    mount: async () => mount(path, target, (await stat(path)).size),
    size: async () => (await doing(stat(path))).size,
    read: (offset, length) => doing(withHandle(path, "r", (handle) => readAt(handle, offset, length))),
    write: (offset, bytes) => doing(withHandle(path, "r+", (handle) => writeAt(handle, offset, bytes))),
    async commit() {
      await doing(withHandle(path, "r+", (handle) => handle.sync()));
      await doing(rename(path, target));
      ended();
      // The name is durable once its folder is; not every system lets a folder be synced.
      await withHandle(dirname(target), "r", (handle) => handle.sync()).catch(() => undefined);
    },
    async discard() {
      await rm(path, { force: true }).catch(() => undefined);
      ended();
    },
  };
}

async function withHandle<T>(path: string, flags: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, flags);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function writeAt(handle: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten;
  }
}

/** The library is loaded once, and anew after a crash or a file that it could not close: it must not be used again then. */
let loading: Promise<Loaded> | undefined;

async function mount(path: string, name: string, size: number): Promise<Hdf5Access> {
  loading ??= load();
  const mine = loading;
  const { library, plugins, bound, fence } = await mine;
  fence.open(path);
  const poison = () => {
    if (loading === mine) loading = undefined;
  };
  const release = () => {
    if (closeStreams(library, path)) poison();
    fence.close(path);
  };
  return { library, path, name, size, plugins, bound, outside: fence.outside, poison, release };
}

interface Loaded extends BoundedLibrary {
  readonly plugins: boolean;
  readonly fence: FileFence;
}

async function load(): Promise<Loaded> {
  // An address of its own makes Node evaluate the module again, which makes a WebAssembly instance that nobody else uses,
  // not even another copy of this module in the process.
  const specifier = `${import.meta.resolve("h5wasm/node")}?own=${randomUUID()}`;
  const { library, bound } = await loadBounded(() => importSilently(specifier));
  const { Module } = library;
  // Without it, failed reads print to stderr and give garbage.
  Module.activate_throwing_error_handler();
  const plugins = pluginFolder();
  if (plugins !== undefined) Module.insert_plugin_search_path(plugins, 0);
  return { library, bound, plugins: plugins !== undefined, fence: fenceFiles(library, plugins) };
}

/**
 * The library keeps the `console.error` of the moment in which it is evaluated, to print "Aborted" before it throws.
 * What it throws is reported in our words, so it gets a `console.error` that prints nothing.
 */
async function importSilently(specifier: string): Promise<Hdf5Library> {
  const { error } = console;
  console.error = () => undefined;
  try {
    const library: Hdf5Library = await import(specifier);
    await library.ready;
    return library;
  } finally {
    console.error = error;
  }
}

/** The filters of the optional package h5wasm-plugins, looked for beside this package and where the user works. */
function pluginFolder(): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      const folder = join(dirname(createRequire(from).resolve("h5wasm-plugins/package.json")), "plugins");
      if (existsSync(folder)) return folder;
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

/**
 * Close what failed reads left open inside the library, its own error texts among it. Files are opened and closed
 * without a pause in between, so whatever is open now was left behind.
 *
 * @returns true when the file at `path` was among it: the library then still holds that file, and would take
 * a later file with the same inode for it.
 */
function closeStreams(library: Hdf5Library, path: string): boolean {
  // Emscripten's file system, which h5wasm types without its table of streams.
  const fileSystem = library.FS as unknown as {
    streams: ({ fd: number; path?: string } | null | undefined)[];
    close(stream: object): void;
  };
  let left = false;
  for (const stream of [...fileSystem.streams]) {
    // 0 to 2 are the standard streams.
    if (!stream || stream.fd <= 2) continue;
    if (stream.path === path) left = true;
    fileSystem.close(stream);
  }
  return left;
}

/** The error of a path that cannot be opened; where nothing lies there, it states only that. */
export function unopened(path: string, expected: string, cause: unknown): CellScapeError {
  const got = systemReason(cause);
  const nothing = (cause as { code?: unknown }).code === "ENOENT";
  return new CellScapeError("bad-file", nothing ? `${path}: ${got}` : `${path}: expected ${expected}, got ${got}`, {
    cause,
  });
}

/** A reason in words for the errors that users meet. */
export function systemReason(error: unknown): string {
  const { code } = error as { code?: unknown };
  const known: Readonly<Record<string, string>> = {
    ENOENT: "no such file or folder",
    EACCES: "no permission",
    EPERM: "no permission",
    EROFS: "a read-only disk",
    ENOSPC: "a full disk",
    EDQUOT: "a full disk quota",
    EFBIG: "a file beyond the allowed size",
    ENOTDIR: "a path through something that is not a folder",
    EISDIR: "a folder",
    ELOOP: "links that lead round in circles",
  };
  return known[String(code)] ?? (error instanceof Error ? error.message : String(error));
}
