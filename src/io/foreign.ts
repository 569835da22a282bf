import { CellScapeError } from "../core/errors.ts";
import { textPieces, unpackedBytes } from "./bytes/byteStream.ts";
import { withHdf5 } from "./hdf5/hdf5.ts";
import { looksLikeHdf5, superblockOffset } from "./hdf5/superblock.ts";
import type { Source } from "./source.ts";

/** Formats that are recognised only to be named in a refusal: first bytes and name. */
const FOREIGN: readonly [bytes: readonly number[], name: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive of something else"],
  [[0x50, 0x41, 0x52, 0x31], "a parquet table"],
  [[0x42, 0x5a, 0x68], "a bzip2 archive"],
  [[0x28, 0xb5, 0x2f, 0xfd], "a zstd archive"],
  [[0xff, 0xfe], "text in UTF-16 (Excel's Unicode text); save it as CSV in UTF-8"],
  [[0xfe, 0xff], "text in UTF-16 (Excel's Unicode text); save it as CSV in UTF-8"],
  [[0x7b], "JSON text"],
  [[0x25, 0x25, 0x4d, 0x61], "a Matrix Market file"],
  [[0x49, 0x49, 0x2a, 0x00], "a TIFF image"],
  [[0x4d, 0x4d, 0x00, 0x2a], "a TIFF image"],
  [[0x89, 0x50, 0x4e, 0x47], "a PNG image"],
  [[0xff, 0xd8, 0xff], "a JPEG image"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF document"],
];
/** Tables that are recognised only to be named in a refusal, by columns of their header. */
const TABLES: readonly [columns: readonly string[], name: string][] = [
  [["path"], "a sheet of samples; give it with --samples"],
  [
    ["cell", "domain", "domain_raw", "probability"],
    "the domains of an earlier run; give the input of that run, or its result.h5ad to cellscape analyze or view",
  ],
];
const GZIP = [0x1f, 0x8b];
/** Objects of R: `saveRDS` writes X and a newline, or A and one; `save` writes RDX or RDA before them. */
const R_OBJECT = /^(RD[XA]\d\n)?[XA]\n/;
const OBJECT_OF_R = "an object of R; write it as .h5ad in R (anndataR::write_h5ad for Seurat and SingleCellExperiment)";

/**
 * What a file that no reader takes is, in words: a format that is known by sight, else text or not. A suggested fix follows a
 * semicolon.
 */
export async function foreignName(source: Source, head: Uint8Array): Promise<string> {
  // A block of other bytes may lie before the signature of HDF5.
  if (looksLikeHdf5(head) || (await superblockOffset(source)) !== undefined) return hdf5Name(source);
  if (begins(head, GZIP)) {
    const inside = await firstUnpacked(source);
    return inside && isObjectOfR(inside) ? OBJECT_OF_R : `a gzip archive of ${inside ? sight(inside) : "nothing"}`;
  }
  if (isObjectOfR(head)) return OBJECT_OF_R;
  if (signatureName(head) === undefined && (await isOtherText(source, head)))
    return "text in another encoding than UTF-8, such as ISO 8859-1; save it as UTF-8";
  return sight(head);
}

const signatureName = (head: Uint8Array) => FOREIGN.find(([bytes]) => begins(head, bytes))?.[1];

function sight(head: Uint8Array): string {
  const name = signatureName(head);
  if (name !== undefined) return name;
  const printable = head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
  if (!printable) return "a file of unknown kind";
  const columns = headerOf(head);
  return TABLES.find(([has]) => has.every((name) => columns.includes(name)))?.[1] ?? "a text file";
}

function headerOf(head: Uint8Array): string[] {
  const [header] = String.fromCharCode(...head).split(/\r?\n/, 1);
  return header.split(/[,;\t]/).map((name) => name.trim().replaceAll('"', ""));
}

const begins = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte);
const isObjectOfR = (head: Uint8Array) => R_OBJECT.test(String.fromCharCode(...head.subarray(0, 16)));

/** Text in another encoding than UTF-8, of which the readers of tables see no more than that. */
async function isOtherText(source: Source, head: Uint8Array): Promise<boolean> {
  const plain = head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
  if (!plain) return false;
  try {
    for await (const _ of textPieces(source)) return false;
  } catch (error) {
    return error instanceof CellScapeError && error.message.includes("expected UTF-8 text");
  }
  return false;
}

async function firstUnpacked(source: Source): Promise<Uint8Array | undefined> {
  for await (const bytes of unpackedBytes(source)) return bytes.slice(0, 512);
  return undefined;
}

/** HDF5 files that are not read, recognised by what lies at their top. */
async function hdf5Name(source: Source): Promise<string> {
  const keys = withHdf5(await source.mount(), (file) => file.keys("/"));
  if (keys.includes("row_attrs") && keys.includes("col_attrs")) return "a loom file";
  if (keys.includes("obs") && keys.includes("var")) {
    return "AnnData behind a user block; write it again in Python (anndata.read_h5ad(...).write_h5ad(...))";
  }
  return `an HDF5 file with ${keys.slice(0, 20).join(", ") || "nothing"}`;
}
