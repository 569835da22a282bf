import { type BoundedLibrary, loadBounded } from "../hdf5/memory.ts";
import type { Hdf5Library } from "../hdf5Access.ts";

/** The HDF5 library of this page or worker. */
export interface PageLibrary extends BoundedLibrary {
  /** The library's file system. */
  readonly fs: PageFileSystem;
  /** The library crashed: it is loaded anew when it is needed again. */
  poison(): void;
  /** False once the library was poisoned. */
  isWhole(): boolean;
}

/** Emscripten's file system, as far as it is used; h5wasm types it without some of its members. */
export interface PageFileSystem {
  readonly filesystems: { readonly WORKERFS: unknown };
  mkdir(path: string): unknown;
  rmdir(path: string): void;
  mount(type: unknown, options: unknown, path: string): unknown;
  unmount(path: string): void;
  unlink(path: string): void;
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array;
  stat(path: string): { readonly size: number };
  open(path: string, flags: string): unknown;
  read(stream: unknown, into: Uint8Array, at: number, length: number, position: number): number;
  write(stream: unknown, from: Uint8Array, at: number, length: number, position: number): number;
  close(stream: unknown): void;
  createNode(parent: FileNode | null, name: string, mode: number, device: number): FileNode;
  readonly ErrnoError: new (code: number) => Error;
}

/** A file or folder of that file system, with the functions that answer for it. */
export interface FileNode {
  readonly id: number;
  readonly mode: number;
  node_ops: {
    readonly getattr?: (node: FileNode) => object;
    readonly setattr?: (node: FileNode, changed: { readonly size?: number }) => void;
    readonly lookup?: (parent: FileNode, name: string) => FileNode;
  };
  stream_ops: {
    readonly read?: FileTransfer;
    readonly write?: FileTransfer;
    readonly llseek?: (stream: { readonly position: number }, offset: number, whence: number) => number;
  };
}

/** @returns how many bytes went between the buffer and the file. */
type FileTransfer = (
  stream: unknown,
  buffer: Int8Array | Uint8Array,
  offset: number,
  length: number,
  position: number,
) => number;

/** The library is loaded once, and anew after a crash: it must not be used again then. */
let loading: Promise<BoundedLibrary> | undefined;

export async function pageLibrary(): Promise<PageLibrary> {
  loading ??= loadBounded(loadLibrary);
  const mine = loading;
  const loaded = await mine;
  const { FS } = loaded.library;
  if (FS === null) throw new Error("internal: the HDF5 library is ready without a file system");
  return {
    ...loaded,
    fs: FS as unknown as PageFileSystem,
    poison() {
      if (loading === mine) loading = undefined;
    },
    isWhole: () => loading === mine,
  };
}

async function loadLibrary(): Promise<Hdf5Library> {
  const library = await import("h5wasm");
  const Module = await library.ready;
  // Without it, failed reads print and give garbage.
  Module.activate_throwing_error_handler();
  return library;
}
