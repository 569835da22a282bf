import type { ServedFile } from "../../src/host/servedSession.ts";

/** Files of the user: one, or those of a folder. */
export interface Picked {
  /** Of the file or the folder. */
  readonly name: string;
  /** By path inside the folder; one file under its own name. Picked in the page, or served by a program of this machine. */
  readonly files: readonly { readonly path: string; readonly file: Blob | ServedFile }[];
  readonly isFolder: boolean;
  /** Where `cellscape view --edit` takes it back. */
  readonly home?: Home;
}

/** A file that `cellscape view --edit` gave. */
export interface Home {
  readonly address: string;
  /** Digest of what was read, as a header names it. */
  readonly tag: string;
}

/** A file that a run wrote. */
export interface ResultFile {
  readonly name: string;
  readonly content: Blob;
}
