import type { Dataset } from "../data/dataset.ts";
import { CellScapeError } from "../errors.ts";
import { withHdf5 } from "./hdf5.ts";
import { looksLikeHdf5 } from "./hdf5Superblock.ts";
import type { Inspection } from "./inspection.ts";
import { readers } from "./readers.ts";
import type { Source } from "./source.ts";

/** What a user may say about where things are in an input. */
export interface ReadOptions {
  /** The matrix that holds raw counts: `X`, `raw/X` or `layers/<name>`; decided by content when not given. */
  readonly countsFrom?: string;
  /** Where the cells are: `obsm/<key>` or `obs/<x>,obs/<y>`; found by name when not given. */
  readonly positions?: string;
}

/** One input format: its own file and one line in `readers.ts`. */
export interface Reader {
  /** Short name: `h5ad`. */
  readonly format: string;
  /** One line for help: `AnnData, any version (.h5ad)`. */
  readonly describes: string;
  /** True when the content, never the name, is of this format. `head` is the first bytes, up to 512. */
  matches(source: Source, head: Uint8Array): Promise<boolean>;
  read(source: Source, options: ReadOptions): Promise<Dataset>;
  inspect(source: Source): Promise<Inspection>;
}

const HEAD = 512;

/** Formats that are recognised only to be named in the refusal: first bytes and name. */
const FOREIGN: readonly [bytes: readonly number[], name: string][] = [
  [[0x1f, 0x8b], "a gzip archive; unpack it first"],
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive"],
  [[0x50, 0x41, 0x52, 0x31], "a parquet table"],
  [[0x42, 0x5a, 0x68], "a bzip2 archive"],
  [[0x28, 0xb5, 0x2f, 0xfd], "a zstd archive"],
  [[0x7b], "JSON text"],
  [[0x25, 0x25, 0x4d, 0x61], "a Matrix Market file"],
  [[0x49, 0x49, 0x2a, 0x00], "a TIFF image"],
];

/**
 * Read a data set of any known format, recognised by its content.
 *
 * @throws unsupported when the format is not known; whatever the reader throws.
 */
export async function readDataset(source: Source, options: ReadOptions = {}): Promise<Dataset> {
  return (await findReader(source)).read(source, options);
}

/**
 * What an input is and how to run it, without reading all of it.
 *
 * @throws unsupported when the format is not known; whatever the reader throws.
 */
export async function inspectSource(source: Source): Promise<Inspection> {
  return (await findReader(source)).inspect(source);
}

async function findReader(source: Source): Promise<Reader> {
  if (source.size === 0) throw new CellScapeError("bad-file", `${source.name}: expected data, got an empty file`);
  const head = await source.read(0, HEAD);
  for (const reader of readers) if (await reader.matches(source, head)) return reader;
  const known = readers.map(({ format }) => format).join(", ");
  const got = looksLikeHdf5(head) ? await hdf5Name(source) : foreignName(head);
  throw new CellScapeError("unsupported", `${source.name}: expected one of ${known}, got ${got}`);
}

/** HDF5 files that are not read yet, told by what lies at their top. */
async function hdf5Name(source: Source): Promise<string> {
  const keys = withHdf5(await source.mount(), (file) => file.keys("/"));
  if (keys.includes("matrix")) return "a 10x HDF5 matrix";
  if (keys.includes("row_attrs") && keys.includes("col_attrs")) return "a loom file";
  if (keys.includes("mod")) return "a MuData file; write the modality to be analysed as an .h5ad file of its own";
  return `an HDF5 file with ${keys.slice(0, 20).join(", ") || "nothing"}`;
}

function foreignName(head: Uint8Array): string {
  const [, name] = FOREIGN.find(([bytes]) => bytes.every((byte, i) => head[i] === byte)) ?? [];
  if (name !== undefined) return name;
  const printable = head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
  return printable ? "a text file" : "a file of unknown kind";
}
