import type { Task } from "../core/task.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Inspection } from "./inspection/inspection.ts";
import type { Folder, Input, Source } from "./source.ts";

/** What a user may say about an input. Each reader lists those that it uses; the others are refused, not ignored. */
export interface ReadOptions {
  /** The matrix that holds raw counts: `X`, `raw/X` or `layers/<name>`; decided by content when not given. */
  readonly countsFrom?: string;
  /** Where the cells are: `obsm/<key>` or `obs/<x>,obs/<y>`; found by name when not given. */
  readonly positions?: string;
  /** A table with the positions of the cells, for formats that keep them in a file of their own. */
  readonly positionsFile?: Source;
  /** Side of the bins to read: micrometres (Visium HD) or the unit of the instrument (Stereo-seq). */
  readonly bin?: number;
  /** The genome to read, of several in one file. */
  readonly genome?: string;
  /** The table to read, of several in one store. */
  readonly table?: string;
  /** The modality to read, of several in MuData. */
  readonly modality?: string;
  /** Which way a text table of counts lies; decided by content when not given. */
  readonly orientation?: "cells-in-rows" | "genes-in-rows";
}

/** One input format: its own file and one line in `readers.ts`, or a call of `registerReader` from a program. */
export type Reader = FileReader | FolderReader;
/** Reads a format of one file. */
export type FileReader = ReaderOf<Source> & { readonly takes: "file" };
/** Reads a format of a folder. */
export type FolderReader = ReaderOf<Folder> & { readonly takes: "folder" };

/** What recognises, inspects and reads one format. */
export interface ReaderOf<T extends Input> {
  /** Short name: `h5ad`. */
  readonly format: string;
  /** One line for help: `AnnData, any version (.h5ad)`. */
  readonly describes: string;
  /**
   * How generic the format is; 0 when not given. Readers of a lower rank are tried first: formats with a signature or names
   * of their own have rank 0, those that are recognised by what their content looks like a higher one.
   */
  readonly rank?: number;
  /** The options that it uses. */
  readonly options: readonly (keyof ReadOptions)[];
  /**
   * True when the content, never the name of what the user gave, is of this format. Must be quick, and false for whatever
   * else an input may be: the first reader that matches is taken.
   *
   * @param head the first bytes of a file, up to 512; none of a folder.
   */
  matches(input: T, head: Uint8Array): Promise<boolean>;
  read(input: T, options: ReadOptions, task?: Task): Promise<Dataset>;
  /** Look without reading all of it. */
  inspect(input: T): Promise<Inspection>;
}
