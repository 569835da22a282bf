import { CellScapeError } from "../../core/errors.ts";
import { LONGEST_LINE, unpackedBytes } from "../bytes/byteStream.ts";
import type { Source } from "../source.ts";

/** What the first lines of a Matrix Market file say. */
export interface MatrixMarket {
  readonly field: "integer" | "real";
  readonly rows: number;
  readonly columns: number;
  /** Stored entries. */
  readonly entries: number;
}

/** Entries of a matrix in the order of the file, numbered from 0. Arrays are used again for the next ones. */
export interface EntryBlock {
  length: number;
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

const LINE_END = 10;
const MOST_SIZE = 2 ** 32 - 1;
const BLOCK_ENTRIES = 1 << 16;
/** Digits of a number that are parsed as one whole number: doubles hold it exactly. */
const EXACT = 15;
/** Deflate cannot shrink more than 1,032 times (zlib's own bound); an entry has six bytes at least. */
const MOST_ENTRIES_A_BYTE = 1040 / 6;

/** True when unpacked text begins like a Matrix Market file. */
export function looksLikeMatrixMarket(text: Uint8Array): boolean {
  return new TextDecoder().decode(text.subarray(0, 14)).toLowerCase() === "%%matrixmarket";
}

/**
 * Size and kind of a Matrix Market file (plain or gzip).
 *
 * @throws bad-file when it is none or its sizes cannot be; unsupported for kinds other than coordinates of numbers.
 */
export async function readMatrixMarketHeader(source: Source): Promise<MatrixMarket> {
  for await (const text of wholeLines(source)) {
    const header = parseHeader(source, text);
    if (header !== undefined) return header;
  }
  throw malformed(source, "a line with the sizes of the matrix", "the end of the file");
}

/**
 * The entries of a Matrix Market file (plain or gzip), parsed from bytes as they arrive.
 *
 * @throws bad-file when an entry cannot be read or lies outside the matrix, or there are more or fewer than it says.
 */
export async function* readMatrixMarketEntries(source: Source): AsyncGenerator<EntryBlock> {
  const block: EntryBlock = {
    length: 0,
    rows: new Uint32Array(BLOCK_ENTRIES),
    columns: new Uint32Array(BLOCK_ENTRIES),
    values: new Float64Array(BLOCK_ENTRIES),
  };
  let header: MatrixMarket | undefined;
  let seen = 0;
  for await (const text of wholeLines(source)) {
    let at = 0;
    if (header === undefined) {
      header = parseHeader(source, text);
      if (header === undefined) continue;
      at = headerEnd(text);
    }
    while (at < text.length) {
      block.length = 0;
      at = parseEntries(text, at, { name: source.name, header, block, seen });
      seen += block.length;
      if (seen > header.entries) throw malformed(source, `${header.entries} entries`, "more");
      if (block.length > 0) yield block;
    }
  }
  if (header === undefined) throw malformed(source, "a line with the sizes of the matrix", "the end of the file");
  if (seen !== header.entries) {
    throw malformed(source, `${header.entries} entries`, `${seen}: the file was cut short; copy or download it again`);
  }
}

/** Unpacked bytes in pieces of whole lines; until the sizes were seen each piece begins at the start of the file. */
async function* wholeLines(source: Source): AsyncGenerator<Uint8Array> {
  let buffer = new Uint8Array(1 << 17);
  let used = 0;
  let started = false;
  for await (const bytes of unpackedBytes(source)) {
    if (used + bytes.length > buffer.length) {
      const larger = new Uint8Array(2 * (used + bytes.length));
      larger.set(buffer.subarray(0, used));
      buffer = larger;
    }
    buffer.set(bytes, used);
    // Only what is new is searched for the end of a line, so long lines cost no more than others.
    const end = bytes.lastIndexOf(LINE_END) + 1;
    const text = buffer.subarray(0, end === 0 ? 0 : used + end);
    used += bytes.length;
    started ||= text.length > 0 && headerEnd(text) > 0;
    if (text.length > 0 && started) {
      yield text;
      buffer.copyWithin(0, text.length, used);
      used -= text.length;
    }
    if (used > LONGEST_LINE) throw malformed(source, "lines of three numbers", `a line of over ${LONGEST_LINE} bytes`);
  }
  if (used === 0) return;
  const last = new Uint8Array(used + 1);
  last.set(buffer.subarray(0, used));
  last[used] = LINE_END;
  yield last;
}

/** Where the line with the sizes ends, which is the first that is neither a comment nor empty; 0 when it does not. */
function headerEnd(text: Uint8Array): number {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf(LINE_END, at);
    if (end < 0) return 0;
    if (text[at] !== PERCENT && !isBlank(text, at, end)) return end + 1;
    at = end + 1;
  }
  return 0;
}

const PERCENT = 0x25;

function isBlank(text: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text[i] > 32) return false;
  return true;
}

function parseHeader(source: Source, text: Uint8Array): MatrixMarket | undefined {
  if (!looksLikeMatrixMarket(text)) throw malformed(source, "%%MatrixMarket at its beginning", "something else");
  const end = headerEnd(text);
  if (end === 0) return undefined;
  const lines = new TextDecoder().decode(text.subarray(0, end)).trimEnd().split("\n");
  const [, object, format, field, symmetry] = lines[0].trim().toLowerCase().split(/\s+/);
  const numeric = field === "integer" || field === "real" || field === "double" || field === "unsigned-integer";
  if (object !== "matrix" || format !== "coordinate" || !numeric || symmetry !== "general") {
    const got = [object, format, field, symmetry].join(" ");
    const expected = "a matrix of integer or real coordinates, general";
    throw new CellScapeError("unsupported", `${source.name}: expected ${expected}, got ${got}`);
  }
  const sizes = lines[lines.length - 1].trim().split(/\s+/);
  const [rows, columns, entries] = sizes.map((size) => (/^\d+$/.test(size) ? Number(size) : Number.NaN));
  const most = Math.min(rows * columns, source.size * MOST_ENTRIES_A_BYTE, MOST_SIZE);
  if (sizes.length !== 3 || !(rows <= MOST_SIZE && columns <= MOST_SIZE && entries <= most)) {
    const expected = "rows, columns and entries that a file of its size can hold";
    throw malformed(source, expected, `${sizes.join(" ").slice(0, 80)} in ${source.size} bytes`);
  }
  return { field: field === "real" || field === "double" ? "real" : "integer", rows, columns, entries };
}

interface Parsing {
  readonly name: string;
  readonly header: MatrixMarket;
  readonly block: EntryBlock;
  /** Entries before this block. */
  readonly seen: number;
}

/**
 * Parse lines of `row column value` from `at` until the block is full or the text ends. Does what
 * `line.split(" ").map(Number)` does for each line, some twenty times as fast.
 *
 * @returns where to go on.
 */
function parseEntries(text: Uint8Array, at: number, parsing: Parsing): number {
  const { header, block } = parsing;
  const { rows: rowOf, columns: columnOf, values } = block;
  const { rows, columns } = header;
  const end = text.length;
  let filled = 0;
  let i = at;
  // The text ends with the end of a line, which is no digit: no loop over digits can run past it.
  while (i < end && filled < BLOCK_ENTRIES) {
    const line = i;
    let byte = text[i];
    while (byte === 32 || byte === 9) byte = text[++i];
    if (byte === LINE_END || byte === 13) {
      i++;
      continue;
    }
    let row = 0;
    while (byte >= 48 && byte <= 57) {
      row = row * 10 + byte - 48;
      byte = text[++i];
    }
    if (byte !== 32 && byte !== 9) throw badLine(text, line, filled, parsing);
    while (byte === 32 || byte === 9) byte = text[++i];
    let column = 0;
    while (byte >= 48 && byte <= 57) {
      column = column * 10 + byte - 48;
      byte = text[++i];
    }
    if (byte !== 32 && byte !== 9) throw badLine(text, line, filled, parsing);
    while (byte === 32 || byte === 9) byte = text[++i];
    const start = i;
    let value = 0;
    while (byte >= 48 && byte <= 57) {
      value = value * 10 + byte - 48;
      byte = text[++i];
    }
    if (byte === 46) {
      const point = i;
      byte = text[++i];
      while (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48;
        byte = text[++i];
      }
      // Both are whole numbers that doubles hold exactly, so one division rounds as reading the decimal does.
      value /= 10 ** (i - point - 1);
    }
    const plain = i > start && i - start <= EXACT && (byte === LINE_END || byte === 13 || byte === 32 || byte === 9);
    if (!plain) {
      while (byte > 32) byte = text[++i];
      const token = String.fromCharCode(...text.subarray(start, Math.min(i, start + 40)));
      value = token.trim() === "" ? Number.NaN : Number(token);
      // Number() reads more than decimals: hexadecimal, infinities.
      if (!/^[-+]?[\d.]+([eE][-+]?\d+)?$/.test(token) || Number.isNaN(value)) {
        throw badLine(text, line, filled, parsing);
      }
    }
    while (byte === 32 || byte === 9 || byte === 13) byte = text[++i];
    if (byte !== LINE_END) throw badLine(text, line, filled, parsing);
    i++;
    if (!(row >= 1 && row <= rows && column >= 1 && column <= columns)) throw badLine(text, line, filled, parsing);
    rowOf[filled] = row - 1;
    columnOf[filled] = column - 1;
    values[filled++] = value;
  }
  block.length = filled;
  return i;
}

function badLine(text: Uint8Array, from: number, filled: number, { name, header, seen }: Parsing): CellScapeError {
  const end = text.indexOf(LINE_END, from);
  const got = JSON.stringify(new TextDecoder().decode(text.subarray(from, Math.min(end, from + 60))));
  const { rows, columns } = header;
  const expected = `a row up to ${rows}, a column up to ${columns} and a number in entry ${seen + filled + 1}`;
  return new CellScapeError("bad-file", `${name}: expected ${expected}, got ${got}`);
}

function malformed(source: Source, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-file", `${source.name}: expected ${expected}, got ${got}`);
}
