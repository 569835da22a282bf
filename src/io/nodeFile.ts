import { existsSync } from "node:fs";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { CellScapeError } from "../errors.ts";
import type { Hdf5Access, Hdf5Library } from "./hdf5.ts";
import type { Draft, Source, Target } from "./source.ts";

/**
 * A file on disk.
 *
 * @throws bad-file when there is no such file or it cannot be read; unsupported when it is a folder.
 */
export async function fileSource(path: string): Promise<Source> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CellScapeError("bad-file", `${path}: expected a file, got ${systemReason(error)}`, { cause: error });
  });
  if (found.isDirectory()) throw new CellScapeError("unsupported", `${path}: expected a file, got a folder`);
  const read = (offset: number, length: number) => withHandle(path, "r", (handle) => readAt(handle, offset, length));
  await read(0, 1).catch((error: unknown) => {
    throw new CellScapeError("bad-file", `${path}: expected a readable file, got ${systemReason(error)}`, {
      cause: error,
    });
  });
  return { name: path, size: found.size, read, mount: () => mount(path, path, found.size) };
}

/**
 * A file to be written. Drafts lie beside it under a hidden name, so that taking their place is one rename.
 */
export function fileTarget(path: string): Target {
  return { name: path, draft: () => createDraft(path) };
}

/** Drafts of one process are told apart by number. */
let drafts = 0;

async function createDraft(target: string): Promise<Draft> {
  const path = join(dirname(target), `.${basename(target)}.${process.pid}-${++drafts}.tmp`);
  const doing = <T>(action: Promise<T>) =>
    action.catch((error: unknown) => {
      throw new CellScapeError("cannot-write", `${target}: expected to write it, got ${systemReason(error)}`, {
        cause: error,
      });
    });
  const occupied = await stat(target).catch(() => undefined);
  if (occupied?.isDirectory())
    throw new CellScapeError("cannot-write", `${target}: expected to write a file, got a folder`);
  await doing(open(path, "wx").then((handle) => handle.close()));
  return {
    mount: async () => mount(path, target, (await stat(path)).size),
    size: async () => (await doing(stat(path))).size,
    read: (offset, length) => doing(withHandle(path, "r", (handle) => readAt(handle, offset, length))),
    write: (offset, bytes) => doing(withHandle(path, "r+", (handle) => writeAt(handle, offset, bytes))),
    async commit() {
      await doing(withHandle(path, "r+", (handle) => handle.sync()));
      await doing(rename(path, target));
      // The name is durable once its folder is; not every system lets a folder be synced.
      await withHandle(dirname(target), "r", (handle) => handle.sync()).catch(() => undefined);
    },
    discard: () => rm(path, { force: true }).catch(() => undefined),
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

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function writeAt(handle: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten;
  }
}

/** The library is loaded once, and once more after each crash: a trapped WebAssembly instance must not be reused. */
let loading: Promise<{ library: Hdf5Library; plugins: boolean }> | undefined;
let crashes = 0;

async function mount(path: string, name: string, size: number): Promise<Hdf5Access> {
  loading ??= load();
  const mine = loading;
  const { library, plugins } = await mine;
  return {
    library,
    path,
    name,
    size,
    plugins,
    poison() {
      if (loading !== mine) return;
      loading = undefined;
      crashes++;
    },
    release: () => closeStreams(library, path),
  };
}

async function load(): Promise<{ library: Hdf5Library; plugins: boolean }> {
  // Another address makes Node evaluate the module again, which makes a fresh WebAssembly instance.
  const specifier = crashes === 0 ? "h5wasm/node" : `${import.meta.resolve("h5wasm/node")}?fresh=${crashes}`;
  const library: Hdf5Library = await import(specifier);
  const { Module } = { Module: await library.ready };
  // Without it, failed reads print to stderr and give garbage.
  Module.activate_throwing_error_handler();
  const plugins = pluginFolder();
  if (plugins !== undefined) Module.insert_plugin_search_path(plugins, 0);
  return { library, plugins: plugins !== undefined };
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

/** A read that fails half way leaves the file open inside the library. */
function closeStreams(library: Hdf5Library, path: string): void {
  // Emscripten's file system, which h5wasm types without its table of streams.
  const fileSystem = library.FS as unknown as {
    streams: ({ path?: string } | null | undefined)[];
    close(stream: object): void;
  };
  for (const stream of fileSystem.streams) {
    if (stream?.path === path) fileSystem.close(stream);
  }
}

/** A reason in words for the errors that users meet. */
function systemReason(error: unknown): string {
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
  };
  return known[String(code)] ?? (error instanceof Error ? error.message : String(error));
}
