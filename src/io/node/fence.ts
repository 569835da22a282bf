import { resolve, sep } from "node:path";
import type { Hdf5Library } from "../hdf5Access.ts";

/** The files that the HDF5 library may open. */
export interface FileFence {
  /** Let it open a file, as often as `close` is not called for it. */
  open(path: string): void;
  close(path: string): void;
  /** A file that it wanted to open since the last call, and might not; undefined when there was none. */
  readonly outside: () => string | undefined;
}

/** Emscripten's number of the error "no such file or directory". */
const NO_SUCH_FILE = 44;
/** Flags of `open` for a file that is made and was not there before: the library writes its error texts into such. */
const NEW_FILE = 0o300;
/** Where a library that has a fence keeps it. */
const FENCE = Symbol.for("cellscape.fence");
/** Flag of `open` for a folder: the library looks for filters in some. */
const FOLDER = 0o200000;

/**
 * Keep the HDF5 library from files that it was not given: a file may hold links to others, or keep arrays in them, and the
 * library would read any file of the machine that a link names.
 *
 * @param plugins folder of filters that it may load.
 */
export function fenceFiles(library: Hdf5Library, plugins: string | undefined): FileFence {
  const users = new Map<string, number>();
  let refused: string | undefined;
  // Emscripten's file system, which h5wasm types without its parts; the library opens every file through it.
  const fileSystem = library.FS as unknown as {
    open(path: unknown, flags: unknown, ...rest: unknown[]): unknown;
    readonly ErrnoError: new (code: number) => Error;
    [FENCE]?: FileFence;
  };
  // Copies of this module in one program share the library, and so its fence.
  if (fileSystem[FENCE]) return fileSystem[FENCE];
  const open = fileSystem.open;
  fileSystem.open = (path, flags, ...rest) => {
    const whole = typeof path === "string" ? resolve(path) : undefined;
    const mayLoad = plugins !== undefined && whole?.startsWith(resolve(plugins) + sep) === true;
    const harmless = typeof flags === "number" && ((flags & NEW_FILE) === NEW_FILE || (flags & FOLDER) !== 0);
    if (whole !== undefined && !users.has(whole) && !mayLoad && !harmless) {
      refused ??= String(path);
      throw new fileSystem.ErrnoError(NO_SUCH_FILE);
    }
    return open.call(fileSystem, path, flags, ...rest);
  };
  const fence: FileFence = {
    open(path) {
      const whole = resolve(path);
      users.set(whole, (users.get(whole) ?? 0) + 1);
    },
    close(path) {
      const whole = resolve(path);
      const left = (users.get(whole) ?? 0) - 1;
      if (left > 0) users.set(whole, left);
      else users.delete(whole);
    },
    outside() {
      const path = refused;
      refused = undefined;
      return path;
    },
  };
  fileSystem[FENCE] = fence;
  return fence;
}
