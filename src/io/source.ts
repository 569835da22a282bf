import type { Hdf5Access } from "./hdf5Access.ts";

/** What a user gives: a file or a folder of files. */
export type Input = Source | Folder;

/** Random access to the bytes of one file: on disk, or a Blob in the page. */
export interface Source {
  readonly kind: "file";
  /** What the user calls it, for messages: the path or the name of the picked file. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /**
   * The bytes `offset .. offset + length`, fewer at the end of the input.
   *
   * @param into memory of `length` bytes that may be used for them: fresh memory for each of many reads costs as much as
   * reading.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /** Whether the program that serves the file has searched all of it for what would crash or hang the HDF5 library. */
  isSound?(): Promise<boolean>;
  /** What differs when the file was written again or replaced, where the platform can detect it. */
  version?(): Promise<string>;
  /**
   * The bytes in order, unpacked from gzip, where the platform has something faster than `DecompressionStream`. Throws
   * what it likes when they are damaged.
   *
   * @param onPacked told how many bytes of the packed ones were used so far.
   */
  gunzip?(onPacked?: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** Unpack bytes of the zlib format, at most `most`, where the platform can. Throws what it likes when it cannot. */
  inflate?(bytes: Uint8Array, most: number): Promise<Uint8Array>;
  /** Where a short sequence of bytes begins at or after `from`, -1 where it does not, if the platform is fast at it. */
  find?(bytes: Uint8Array, sequence: Uint8Array, from: number): number;
  /** The same bytes as a path that the HDF5 library can open. */
  mount(): Promise<Hdf5Access>;
  /**
   * A file that lies in the same folder or below it; undefined when there is none, or none was given with this one.
   *
   * @param path with slashes: `spatial/scalefactors_json.json`.
   * @throws as `Folder.open`.
   */
  beside(path: string): Promise<Source | undefined>;
}

/**
 * A folder of files: on disk, several files picked in the page, or an archive. Nothing outside it can be reached.
 * Nothing is listed before it is requested, so a large folder costs nothing.
 */
export interface Folder {
  readonly kind: "folder";
  /** What the user calls it, for messages. */
  readonly name: string;
  /**
   * Names directly inside a folder of it, sorted; those of folders end with a slash. Nothing where there is no folder.
   *
   * @param path with slashes; the folder itself when not given.
   * @throws bad-file when the path leaves the folder, a link leads out of it or back, or too much lies there.
   */
  list(path?: string): Promise<readonly string[]>;
  /**
   * A file by its path with slashes; undefined when there is none.
   *
   * @throws bad-file when the path or a link leaves the folder, or the file cannot be read.
   */
  open(path: string): Promise<Source | undefined>;
}

/** Where a result goes. Nothing appears under its name before a draft is committed. */
export interface Target {
  /** What the user calls it, for messages. */
  readonly name: string;
  /**
   * An empty place to write to.
   *
   * @throws cannot-write when the place cannot be made.
   */
  draft(): Promise<Draft>;
}

/** A result in the making. End it with `commit` or `discard`. */
export interface Draft {
  /** The draft as a path that the HDF5 library can create or open. */
  mount(): Promise<Hdf5Access>;
  /** Bytes written so far. */
  size(): Promise<number>;
  read(offset: number, length: number): Promise<Uint8Array>;
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Make the draft durable and give it the name of its target, replacing what had that name. */
  commit(): Promise<void>;
  /** Remove every trace of the draft. Never throws. */
  discard(): Promise<void>;
}
