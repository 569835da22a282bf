import type { GeneColumns } from "./geneColumns.ts";
import type { ReadColumns } from "./geneReading.ts";

/** First bytes of a file of columns; the number changes with the format. */
const magic = new TextEncoder().encode("cellscape genes 1\n");
/** Arrays begin at a multiple of it. */
const unit = 8;

interface Header extends Pick<GeneColumns, "names" | "cells" | "unit"> {
  readonly key: string;
  readonly notes: readonly string[];
  readonly entries: number;
  readonly isPart: boolean;
  /** Checksums of the arrays. */
  readonly sums: readonly number[];
}

/**
 * The bytes of a file that holds columns, in pieces: a header as JSON, then the arrays as they lie in memory, which are not copied.
 *
 * @param key which input, and by which version, they were made of.
 */
export function columnsFile({ columns, notes }: ReadColumns, key: string): Uint8Array<ArrayBuffer>[] {
  const { names, cells, unit, starts, rows, values, known } = columns;
  const arrays = [starts, rows, values, ...(known ? [known] : [])].map(bytesOf);
  const sums = arrays.map(checksum);
  const header: Header = { key, names, cells, unit, notes, entries: rows.length, isPart: known !== undefined, sums };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  const gap = new Uint8Array(gapAfter(magic.length + 4 + text.length));
  return [magic, length, text, gap, ...arrays];
}

/**
 * The columns of such a file; undefined where they are of another key or format, or not the bytes that were written.
 */
export async function parseColumnsFile(file: Blob, key: string): Promise<ReadColumns | undefined> {
  const start = await bytesAt(file, 0, magic.length + 4);
  if (start.length < magic.length + 4 || magic.some((byte, at) => byte !== start[at])) return undefined;
  const length = new DataView(start.buffer).getUint32(magic.length, true);
  const header = parseHeader(await bytesAt(file, start.length, length));
  if (header?.key !== key) return undefined;
  const { names, cells, entries, isPart, sums, notes } = header;
  const sizes = [4 * (names.length + 1), 4 * entries, 4 * entries, ...(isPart ? [cells] : [])];
  let at = start.length + length + gapAfter(start.length + length);
  if (file.size !== sizes.reduce((sum, size) => sum + size, at)) return undefined;
  const arrays: Uint8Array<ArrayBuffer>[] = [];
  for (const [k, size] of sizes.entries()) {
    const bytes = await bytesAt(file, at, size);
    if (checksum(bytes) !== sums[k]) return undefined;
    arrays.push(bytes);
    at += size;
  }
  const [starts, rows, values, known] = arrays;
  return {
    columns: {
      ...{ names, cells, unit: header.unit, known },
      ...{ starts: new Uint32Array(starts.buffer), rows: new Uint32Array(rows.buffer) },
      values: new Float32Array(values.buffer),
    },
    notes,
  };
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    // The key names this format and version, so that what has it was written by `columnsFile`.
    return JSON.parse(new TextDecoder().decode(bytes)) as Header;
  } catch {
    return undefined;
  }
}

const gapAfter = (bytes: number) => (unit - (bytes % unit)) % unit;

async function bytesAt(file: Blob, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array | Uint8Array): Uint8Array<ArrayBuffer> {
  // Columns are in memory of their own.
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** FNV-1a of words of 32 bits: it finds damage, and is no proof of anything else. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i], 0x01000193);
  for (let i = 4 * words.length; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}
