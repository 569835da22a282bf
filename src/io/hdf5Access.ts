/** The HDF5 library, compiled to WebAssembly: `h5wasm` in the page, `h5wasm/node` on Node. */
export type Hdf5Library = typeof import("h5wasm");

/** A file that the HDF5 library can open, with the library that can open it. */
export interface Hdf5Access {
  readonly library: Hdf5Library;
  /** Path inside the library's file system. */
  readonly path: string;
  /** What the user calls the file. */
  readonly name: string;
  /** Bytes; what a declared shape is held against. */
  readonly size: number;
  /** True when filter plugins were found, so that filters that are not built in may work. */
  readonly plugins: boolean;
  /** Bound the library's memory, in bytes; to its own limit when not given. */
  bound(most?: number): void;
  /** A file beside this one that the library wanted to open since it was last asked, which it may not. */
  outside?(): string | undefined;
  /** The library crashed and must not be used again. */
  poison(): void;
  /** Give back what `mount` took. */
  release(): void;
}
