import { CellScapeError } from "../../core/errors.ts";
import { viewOf } from "../bytes/viewOf.ts";
import type { Source } from "../source.ts";

/** A TIFF file: its byte order, whether offsets have 8 bytes (BigTIFF), and where its first directory lies. */
export interface TiffHeader {
  readonly little: boolean;
  readonly big: boolean;
  readonly first: number;
}

/** Entries of one directory, their values read when they are requested, and where the next one lies; 0 for none. */
export interface Directory {
  readonly next: number;
  /** @returns nothing where the tag is missing. */
  numbers(tag: number): Promise<readonly number[]>;
  /** @returns undefined where the tag is missing. */
  text(tag: number): Promise<string | undefined>;
}

/** Bytes of the types of values, by their number: byte, ASCII, short, long, rational ... */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
const MOST_ENTRIES = 4096;
/** Values of one entry: offsets of the tiles of the largest pictures. */
const MOST_VALUES = 2 ** 22;

/**
 * The header of a TIFF file.
 *
 * @throws bad-file when it is none.
 * @see TIFF 6.0, section 2; BigTIFF as libtiff documents it.
 */
export async function readTiffHeader(source: Source): Promise<TiffHeader> {
  const head = await source.read(0, 16);
  const order = String.fromCharCode(head[0], head[1]);
  const little = order === "II";
  const view = viewOf(head);
  const magic = head.length < 16 ? 0 : view.getUint16(2, little);
  if ((order !== "II" && order !== "MM") || (magic !== 42 && magic !== 43)) {
    throw new CellScapeError("bad-file", `${source.name}: expected a TIFF picture, got something else`);
  }
  const big = magic === 43;
  const first = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  return { little, big, first };
}

/**
 * One directory of a TIFF file.
 *
 * @throws bad-file when it does not lie in the file or is too long.
 */
export async function readDirectory(source: Source, { little, big }: TiffHeader, at: number): Promise<Directory> {
  const wrong = (got: string) =>
    new CellScapeError("bad-file", `${source.name}: expected a directory of a TIFF picture at byte ${at}, got ${got}`);
  const [countBytes, entryBytes, valueBytes] = big ? [8, 20, 8] : [2, 12, 4];
  if (!(at > 0 && at + countBytes <= source.size)) throw wrong("the end of the file");
  const counted = viewOf(await source.read(at, countBytes));
  const count = big ? Number(counted.getBigUint64(0, little)) : counted.getUint16(0, little);
  if (!(count <= MOST_ENTRIES)) throw wrong(`${count} entries`);
  const bytes = await source.read(at + countBytes, count * entryBytes + valueBytes);
  if (bytes.length < count * entryBytes) throw wrong("the end of the file");
  const view = viewOf(bytes);
  const offsetAt = (where: number) => (big ? Number(view.getBigUint64(where, little)) : view.getUint32(where, little));
  const entries = new Map<number, { type: number; length: number; where: number }>();
  for (let k = 0; k < count; k++) {
    const where = k * entryBytes;
    const length = offsetAt(where + 4);
    entries.set(view.getUint16(where, little), {
      type: view.getUint16(where + 2, little),
      length,
      where: where + 4 + valueBytes,
    });
  }
  async function valuesOf(tag: number): Promise<{ view: DataView; type: number; length: number } | undefined> {
    const entry = entries.get(tag);
    if (entry === undefined) return undefined;
    const { type, length, where } = entry;
    const span = length * (SIZES[type] ?? 0);
    if (!(length <= MOST_VALUES && span <= source.size)) throw wrong(`${length} values of tag ${tag}`);
    const found = span <= valueBytes ? bytes.subarray(where, where + span) : await source.read(offsetAt(where), span);
    if (found.length < span) throw wrong(`the end of the file in tag ${tag}`);
    return { view: viewOf(found), type, length };
  }
  return {
    next: bytes.length < count * entryBytes + valueBytes ? 0 : offsetAt(count * entryBytes),
    async numbers(tag) {
      const found = await valuesOf(tag);
      if (found === undefined) return [];
      return Array.from({ length: found.length }, (_, i) => numberAt(found.view, found.type, i, little));
    },
    async text(tag) {
      const found = await valuesOf(tag);
      if (found === undefined) return undefined;
      const { buffer, byteOffset, byteLength } = found.view;
      return new TextDecoder().decode(new Uint8Array(buffer, byteOffset, byteLength)).replace(/\0+$/, "");
    },
  };
}

/** A whole number of any type that holds one; NaN of others. */
function numberAt(view: DataView, type: number, i: number, little: boolean): number {
  switch (type) {
    case 1:
    case 7:
      return view.getUint8(i);
    case 3:
      return view.getUint16(2 * i, little);
    case 4:
    case 13:
      return view.getUint32(4 * i, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(8 * i, little));
    default:
      return Number.NaN;
  }
}
