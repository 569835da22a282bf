import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { foreignName } from "./foreign.ts";
import type { Inspection } from "./inspection/inspection.ts";
import { readers } from "./readers.ts";
import { HEAD, samplesIn } from "./samplesIn.ts";
import type { Folder, Input, Source } from "./source.ts";
import type { ReadWatch } from "./stored/reading.ts";

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
  /** Which way a text table of counts lies; decided by content when not given. */
  readonly orientation?: "cells-in-rows" | "genes-in-rows";
}

/** Options as users type them. */
const flags: Readonly<Record<keyof ReadOptions, string>> = {
  countsFrom: "--counts",
  positions: "--positions obsm/KEY",
  positionsFile: "--positions FILE",
  bin: "--bin",
  genome: "--genome",
  table: "--table",
  orientation: "--orientation",
};

/** One input format: its own file and one line in `readers.ts`. */
export type Reader = FileReader | FolderReader;
export type FileReader = ReaderOf<Source> & { readonly takes: "file" };
export type FolderReader = ReaderOf<Folder> & { readonly takes: "folder" };

interface ReaderOf<T extends Input> {
  /** Short name: `h5ad`. */
  readonly format: string;
  /** One line for help: `AnnData, any version (.h5ad)`. */
  readonly describes: string;
  /** The options that it uses. */
  readonly options: readonly (keyof ReadOptions)[];
  /**
   * True when the content, never the name of what the user gave, is of this format. Must be quick.
   *
   * @param head the first bytes of a file, up to 512; none of a folder.
   */
  matches(input: T, head: Uint8Array): Promise<boolean>;
  read(input: T, options: ReadOptions, watch?: ReadWatch): Promise<Dataset>;
  /** Look without reading all of it. */
  inspect(input: T): Promise<Inspection>;
}

/** A reader with the input that it is for. */
export interface Opened {
  readonly format: string;
  /** @throws bad-option when an option is given that the reader does not use; whatever the reader throws. */
  read(options?: ReadOptions, watch?: ReadWatch): Promise<Dataset>;
  inspect(): Promise<Inspection>;
}

/**
 * Read a data set of any known format, recognised by its content.
 *
 * @throws unsupported when the format is not known; bad-option when it does not use an option that is given; whatever the
 * reader throws.
 */
export async function readDataset(input: Input, options: ReadOptions = {}): Promise<Dataset> {
  return (await openDataset(input)).read(options);
}

/**
 * What an input is and how to run it, without reading all of it.
 *
 * @throws unsupported when the format is not known; whatever the reader throws.
 */
export async function inspectSource(input: Input): Promise<Inspection> {
  return (await openDataset(input)).inspect();
}

/**
 * Find the reader of an input.
 *
 * @throws unsupported when there is none, saying what the input is instead.
 */
export async function openDataset(input: Input): Promise<Opened> {
  if (input.kind === "folder") {
    for (const reader of readers) {
      if (reader.takes === "folder" && (await reader.matches(input, new Uint8Array(0)))) return opened(reader, input);
    }
    await refuseFolderOfSamples(input);
    const names = await input.list();
    throw unknown(input, "folder", names.length === 0 ? "an empty folder" : `a folder with ${shortened(names)}`);
  }
  if (input.size === 0) throw new CellScapeError("bad-file", `${input.name}: expected data, got an empty file`);
  const head = await input.read(0, HEAD);
  for (const reader of readers) {
    if (reader.takes === "file" && (await reader.matches(input, head))) return opened(reader, input);
  }
  throw unknown(input, "file", await foreignName(input, head));
}

/** Samples in folders or files of their own: the way out is one of those, or several as samples of one run. */
async function refuseFolderOfSamples(folder: Folder): Promise<void> {
  const inner = await samplesIn(folder);
  if (inner.length === 0) return;
  const several = inner.length === 1 ? "" : ", or several of them as samples of one run";
  throw new CellScapeError(
    "unsupported",
    `${folder.name}: expected one sample, got a folder with ${shortened(await folder.list())}; ` +
      `give one of these in it: ${inner.join(", ")}${several}`,
  );
}

const shortened = (names: readonly string[]) => names.slice(0, 20).join(", ");

function opened<T extends Input>(reader: ReaderOf<T>, input: T): Opened {
  const { format } = reader;
  return {
    format,
    async read(options = {}, watch = {}) {
      expectUsed(reader, options, input.name);
      return reader.read(input, options, watch);
    },
    inspect: () => reader.inspect(input),
  };
}

/** An option without effect is a mistake that must not pass in silence. */
function expectUsed({ format, options: used }: Pick<Reader, "format" | "options">, options: ReadOptions, name: string) {
  for (const [option, flag] of Object.entries(flags)) {
    // The keys of `flags` are those of `ReadOptions`: its type says so.
    const key = option as keyof ReadOptions;
    if (options[key] === undefined || used.includes(key)) continue;
    const has = used.length === 0 ? "no option" : `only ${used.map((each) => flags[each]).join(", ")}`;
    throw new CellScapeError("bad-option", `${name}: expected ${has} for ${format}, got ${flag}; leave it out`);
  }
}

function unknown(input: Input, takes: Reader["takes"], got: string): CellScapeError {
  const known = readers.filter((reader) => reader.takes === takes).map(({ describes }) => describes);
  const expected = known.length === 0 ? "a file" : `one of: ${known.join("; ")}`;
  return new CellScapeError("unsupported", `${input.name}: expected ${expected}; got ${got}`);
}
