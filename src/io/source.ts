import type { Hdf5Access } from "./hdf5.ts";

/** Random access to the bytes of one input: a file on disk, a Blob in the page. */
export interface Source {
  /** What the user calls it, for messages: the path or the name of the picked file. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes `offset .. offset + length`, fewer at the end of the input. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same bytes as a path that the HDF5 library can open. */
  mount(): Promise<Hdf5Access>;
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
