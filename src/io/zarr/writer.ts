import type { NumericArray } from "../stored/numbers.ts";

/** Where the chunks and the metadata of a zarr store go: a folder, an archive, memory. */
export interface ZarrTarget {
  /** @param key with slashes: `obs/.zattrs`, `X/data/0`. */
  put(key: string, bytes: Uint8Array): Promise<void>;
}

/** What JSON can say, for attributes. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type ZarrAttributes = Readonly<Record<string, Json>>;

/** Numbers of one type, as zarr names it: `<f4`, `<i8`, `|b1`. */
export interface ZarrNumbers {
  readonly type: string;
  readonly shape: readonly number[];
  /** The next elements in row-major order, at most as many as requested, whole rows of the first axis. */
  rows(from: number, count: number): Promise<NumericArray>;
}

export interface ZarrStrings {
  readonly shape: readonly number[];
  readonly values: readonly string[];
}

/** Most elements of a chunk. */
const LARGEST_CHUNK = 1 << 20;
/** zlib's own level: what numcodecs and every zarr reader take. */
const COMPRESSOR = { id: "zlib", level: 6 };

/**
 * Writes a zarr store, version 2 with consolidated metadata: the one that every version of zarr and anndata, zarrita and
 * Vitessce read. Arrays are written chunk by chunk.
 */
export class ZarrWriter {
  private readonly target: ZarrTarget;
  private readonly metadata: Record<string, Json> = {};

  constructor(target: ZarrTarget) {
    this.target = target;
  }

  /** A group; the root has an empty path. */
  async group(path: string, attributes: ZarrAttributes = {}): Promise<void> {
    await this.describe(path, ".zgroup", { zarr_format: 2 });
    await this.describe(path, ".zattrs", attributes);
  }

  async numbers(path: string, { type, shape, rows }: ZarrNumbers, attributes: ZarrAttributes = {}): Promise<void> {
    const across = shape.slice(1).reduce((product, span) => product * span, 1);
    const total = shape[0] ?? 1;
    const tall = Math.max(1, Math.min(total, Math.floor(LARGEST_CHUNK / Math.max(1, across))));
    const fill = type === "|b1" ? false : 0;
    await this.array(path, { shape, chunks: chunksOf(shape, tall), type, fill, filters: null }, attributes);
    if (across === 0 || total === 0) return;
    for (let from = 0, at = 0; from < total; from += tall, at++) {
      const count = Math.min(tall, total - from);
      // The last chunk is as long as the others, whatever lies behind the end.
      const bytes = new Uint8Array(tall * across * bytesOf(type));
      bytes.set(encoded(await rows(from, count), type));
      await this.chunk(path, shape, at, bytes);
    }
  }

  /** Text of any length, row by row. */
  async strings(path: string, { shape, values }: ZarrStrings, attributes: ZarrAttributes = {}): Promise<void> {
    const across = shape.slice(1).reduce((product, span) => product * span, 1);
    const tall = Math.max(1, Math.min(shape[0] ?? 1, Math.floor(LARGEST_CHUNK / Math.max(1, across))));
    const described = { shape, chunks: chunksOf(shape, tall), type: "|O", fill: "", filters: [{ id: "vlen-utf8" }] };
    await this.array(path, described, attributes);
    for (let from = 0, at = 0; from < values.length; from += tall * across, at++) {
      const texts = values.slice(from, from + tall * across);
      while (texts.length < tall * across) texts.push("");
      await this.chunk(path, shape, at, vlenUtf8(texts));
    }
  }

  /**
   * Records: text of fixed length and numbers side by side.
   *
   * @param fields one list of values each, all of the same length.
   */
  async records(path: string, fields: readonly ZarrField[], attributes: ZarrAttributes = {}): Promise<void> {
    const rows = fields[0]?.values.length ?? 0;
    const types = fields.map(typeOfField);
    const width = types.reduce((sum, type) => sum + bytesOf(type), 0);
    const type = fields.map(({ name }, at) => [name, types[at]]);
    await this.array(path, { shape: [rows], chunks: [Math.max(1, rows)], type, fill: null, filters: null }, attributes);
    if (rows === 0) return;
    const bytes = new Uint8Array(rows * width);
    let offset = 0;
    fields.forEach((field, at) => {
      for (let row = 0; row < rows; row++) {
        const into = bytes.subarray(row * width + offset, row * width + offset + bytesOf(types[at]));
        const value = field.values[row];
        if (typeof value === "string") utf32Into(into, value);
        else into.set(encoded(Float64Array.of(Number(value)), types[at]));
      }
      offset += bytesOf(types[at]);
    });
    await this.chunk(path, [rows], 0, bytes);
  }

  /** Writes what makes a store quick to open: all metadata in one place. */
  async finish(): Promise<void> {
    // zarr for Python loses children that do not stand together.
    const metadata = Object.fromEntries(Object.entries(this.metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
    await this.put(".zmetadata", { zarr_consolidated_format: 1, metadata });
  }

  private async array(path: string, { shape, chunks, type, fill, filters }: Described, attributes: ZarrAttributes) {
    const compressor = COMPRESSOR;
    const description = {
      zarr_format: 2,
      shape,
      chunks,
      dtype: type,
      compressor,
      fill_value: fill,
      order: "C",
      filters,
    };
    await this.describe(path, ".zarray", { ...description, dimension_separator: "." });
    await this.describe(path, ".zattrs", attributes);
  }

  private async chunk(path: string, shape: readonly number[], at: number, bytes: Uint8Array): Promise<void> {
    const key = shape.length === 0 ? "0" : [at, ...shape.slice(1).map(() => 0)].join(".");
    await this.target.put(`${path}/${key}`, await deflated(bytes));
  }

  private async describe(path: string, name: string, content: Json): Promise<void> {
    const key = path === "" ? name : `${path}/${name}`;
    this.metadata[key] = content;
    await this.put(key, content);
  }

  private put(key: string, content: Json): Promise<void> {
    return this.target.put(key, new TextEncoder().encode(JSON.stringify(content)));
  }
}

/** A field of records: text, or numbers of a type. */
export interface ZarrField {
  readonly name: string;
  /** `<f8` and the like for numbers; undefined for text. */
  readonly type: string | undefined;
  readonly values: readonly (string | number | bigint)[];
}

interface Described {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly type: Json;
  readonly fill: Json;
  readonly filters: Json;
}

/** Chunks are cut along the first axis only. */
const chunksOf = (shape: readonly number[], tall: number) =>
  shape.length === 0 ? [] : [tall, ...shape.slice(1).map((span) => Math.max(1, span))];

const bytesOf = (type: string) => Number(type.slice(2)) * (type[1] === "U" ? 4 : 1);

/** Code points, not bytes, are what a type such as `<U7` counts. */
const typeOfField = ({ type, values }: ZarrField) =>
  type ?? `<U${values.reduce<number>((most, text) => Math.max(most, [...String(text)].length), 1)}`;

/** Array types by the letter and size of zarr's. */
const ARRAYS = {
  f4: Float32Array,
  f8: Float64Array,
  i1: Int8Array,
  u1: Uint8Array,
  b1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
} as const;

/** Little-endian bytes of numbers. */
function encoded(values: NumericArray, type: string): Uint8Array {
  const name = type.slice(1);
  if (name === "i8" || name === "u8") {
    return new Uint8Array(BigInt64Array.from(Array.from(values, (value) => BigInt(value))).buffer);
  }
  // A name that is not there gives undefined, which is looked at.
  const Kind = ARRAYS[name as keyof typeof ARRAYS];
  if (Kind === undefined) throw new Error(`internal: no zarr numbers of type ${type}`);
  return new Uint8Array(Kind.from(values).buffer);
}

/** numcodecs' vlen-utf8: the number of strings, then each one's length in bytes and its bytes. */
function vlenUtf8(texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const all = texts.map((text) => encoder.encode(text));
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + 4 + length, 4));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, texts.length, true);
  let at = 4;
  for (const text of all) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}

function utf32Into(into: Uint8Array, text: string): void {
  const view = new DataView(into.buffer, into.byteOffset, into.length);
  [...text].forEach((letter, at) => {
    view.setUint32(4 * at, letter.codePointAt(0) ?? 0, true);
  });
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  // The DOM's types want a buffer that is not shared; ours never is.
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
