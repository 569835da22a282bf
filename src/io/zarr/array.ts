import * as zarr from "zarrita";
import { CellScapeError } from "../../core/errors.ts";
import type { Folder } from "../source.ts";
import { decodeNumbers, type NumericArray } from "../stored/numbers.ts";
import type { ArrayInfo } from "../stored/tree.ts";
import { boundZarrCodecs, MOST_CHUNK_BYTES, sizeOf } from "./codecs.ts";
import { exactChunks, expectSeparator, expectShape, isHalf } from "./description.ts";
import { expectKnownCodecs } from "./knownCodecs.ts";
import type { ZarrNode } from "./node.ts";

/** An array of a zarr store, open for reading. */
export interface ZarrArray {
  readonly info: ArrayInfo;
  /**
   * Numbers, row by row: all of them, or the block that begins at `from` and spans `count` along each axis. 64-bit
   * integers arrive as doubles, booleans as 0 and 1.
   */
  numbers(from?: readonly number[], count?: readonly number[]): Promise<NumericArray>;
  /** Text of an array with one axis or none. */
  strings(): Promise<string[]>;
}

/** Bytes of an array that is read as a whole: half of what a machine of 8 GB has. */
const MOST_ARRAY_BYTES = 2 ** 32;
/** zarrita keeps a promise for each chunk that is read; writers make chunks of a thousand elements at least. */
const MOST_CHUNKS = 2 ** 20;
/** Arrays with one axis that claim more bytes than this must have most of their chunks. */
const CHECKED_BYTES = 2 ** 26;

/**
 * Open an array.
 *
 * @param path of the array inside the folder.
 * @throws bad-file when its shape or chunks cannot be; unsupported for types and codecs that this build cannot read.
 */
export async function openZarrArray(folder: Folder, path: string, node: ZarrNode): Promise<ZarrArray> {
  boundZarrCodecs();
  const where = `${folder.name}: ${path}`;
  const grid = expectShape(where, node);
  expectSeparator(where, node);
  expectKnownCodecs(where, node);
  const array = await openedByZarrita(where, folder, path, node);
  // Half precision is read as its bits: not every machine has arrays of it.
  const dtype = isHalf(node) ? "float16" : array.dtype;
  const info: ArrayInfo = { shape: array.shape, chunks: array.chunks, ...dataType(dtype) };
  const size = sizeOf(dtype);
  for (const chunk of [grid, array.chunks]) {
    const bytes = product(chunk) * size;
    // Shards are read in part, so that only what they hold must be small.
    if (chunk === array.chunks && bytes > MOST_CHUNK_BYTES) {
      throw new CellScapeError("bad-file", `${where}: expected chunks of at most 1 GB, got chunks of [${chunk}]`);
    }
  }
  let checked = false;
  /**
   * A chunk that is not there means zeros, so a few bytes can claim an array of any size. Long arrays with one axis are
   * never mostly zeros in AnnData: they are offsets, columns, values and names.
   */
  async function expectChunks(): Promise<void> {
    const [length] = info.shape;
    if (checked || info.shape.length !== 1 || length * Math.max(size, 8) <= CHECKED_BYTES) return;
    const names = [...(await folder.list(path)), ...(await folder.list(`${path}/c`))];
    const there = names.filter((name) => /^(c\.)?\d+$/.test(name)).length;
    if (there < Math.ceil(length / grid[0]) / 2) {
      const got = `${there} for a declared shape of [${length}]`;
      throw new CellScapeError("bad-file", `${where}: expected at least half of its chunks, got ${got}`);
    }
    checked = true;
  }
  async function get(from?: readonly number[], count?: readonly number[]): Promise<unknown> {
    await expectChunks();
    const extent = count ?? info.shape;
    if (product(extent) * size > MOST_ARRAY_BYTES) {
      throw new CellScapeError(
        "bad-file",
        `${where}: expected numbers that fit into memory, got a shape of [${extent}]`,
      );
    }
    const chunks = extent.map((span, axis) => Math.ceil(span / array.chunks[axis]) + 1);
    if (product(chunks) > MOST_CHUNKS) {
      const got = `[${extent}] in chunks of [${array.chunks}]`;
      throw new CellScapeError(
        "bad-file",
        `${where}: expected at most ${MOST_CHUNKS} chunks to read at once, got ${got}`,
      );
    }
    const selection = info.shape.map((_, axis) =>
      from && count ? zarr.slice(from[axis], from[axis] + count[axis]) : null,
    );
    try {
      return await zarr.get(array, selection);
    } catch (cause) {
      throw unreadable(where, cause);
    }
  }
  return {
    info,
    async numbers(from, count) {
      if (info.type === "string") throw expected(where, "numbers", info);
      const found = await get(from, count);
      if (typeof found === "bigint" || typeof found === "number" || typeof found === "boolean") {
        return Float64Array.of(Number(found));
      }
      return inRows(asBlock(found), count ?? info.shape, dtype);
    },
    async strings() {
      if (info.type !== "string" || info.shape.length > 1) throw expected(where, "a list of strings", info);
      const found = await get();
      const texts = info.shape.length === 0 ? [found] : Array.from(asBlock(found).data as Iterable<unknown>);
      // A text that was never written is the fill value, which is 0 in version 2.
      return texts.map((text) => (typeof text === "string" ? text : ""));
    },
  };
}

type Opened = zarr.Array<zarr.DataType, zarr.AsyncReadable>;

/** zarrita sees a store that holds this array and nothing else, so that no key can lead anywhere else. */
async function openedByZarrita(where: string, folder: Folder, path: string, node: ZarrNode): Promise<Opened> {
  const json = new TextEncoder();
  const { version, attributes } = node;
  const exact = exactChunks(node);
  const metadata = new Map<string, object>([
    ["/zarr.json", exact],
    ["/.zarray", exact],
    ["/.zattrs", attributes],
  ]);
  const open = (key: string) => folder.open(`${path}${key}`);
  const store: zarr.AsyncReadable = {
    async get(key) {
      const known = metadata.get(key);
      if (known) return json.encode(JSON.stringify(known));
      const chunk = await open(key);
      if (chunk && chunk.size > MOST_CHUNK_BYTES) {
        throw new CellScapeError("bad-file", `${where}: expected chunks of at most 1 GB, got ${chunk.size} bytes`);
      }
      return chunk?.read(0, chunk.size);
    },
    async getRange(key, range) {
      const chunk = await open(key);
      if (chunk === undefined) return undefined;
      const length = "suffixLength" in range ? range.suffixLength : range.length;
      const offset = "suffixLength" in range ? chunk.size - length : range.offset;
      if (!(offset >= 0 && length >= 0 && offset + length <= chunk.size)) {
        const got = `${length} bytes at ${offset} of ${chunk.size}`;
        throw new CellScapeError("bad-file", `${where}: expected parts inside of ${key.slice(1)}, got ${got}`);
      }
      return chunk.read(offset, length);
    },
  };
  try {
    const open = version === 2 ? zarr.open.v2 : zarr.open.v3;
    return await open(zarr.root(store), { kind: "array" });
  } catch (cause) {
    const reason = messageOf(cause);
    throw new CellScapeError("unsupported", `${where}: expected an array that can be read, got ${reason}`, { cause });
  }
}

interface Block {
  readonly data: unknown;
  readonly stride: readonly number[];
  readonly shape: readonly number[];
}

/** zarrita types its results by the type of the array, which is known only now. */
const asBlock = (found: unknown) => found as Block;

/** Numbers in rows: arrays stored by column arrive by column. */
function inRows({ data, stride }: Block, shape: readonly number[], dtype: string): NumericArray {
  const numbers = isNumeric(data) && dtype !== "float16" ? data : decoded(data, dtype);
  const byRows = shape.map((_, axis) => product(shape.slice(axis + 1)));
  if (shape.every((span, axis) => span <= 1 || stride[axis] === byRows[axis])) return numbers;
  const sorted = numbers.slice();
  for (let at = 0; at < sorted.length; at++) {
    let from = 0;
    for (let axis = 0; axis < shape.length; axis++)
      from += (Math.floor(at / byRows[axis]) % shape[axis]) * stride[axis];
    sorted[at] = numbers[from];
  }
  return sorted;
}

/** Booleans come in a class of zarrita's own around bytes, 64-bit integers in arrays of bigint, half precision as bits. */
function decoded(data: unknown, dtype: string): NumericArray {
  const { buffer, byteOffset, byteLength } = data as { buffer: ArrayBuffer; byteOffset: number; byteLength: number };
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  const type = dtype === "float16" ? 1 : 0;
  return decodeNumbers(bytes, { type, size: sizeOf(dtype), signed: dtype.startsWith("int") });
}

const isNumeric = (data: unknown): data is NumericArray =>
  ArrayBuffer.isView(data) &&
  !(data instanceof BigInt64Array || data instanceof BigUint64Array || data instanceof DataView);

function dataType(dtype: string): Pick<ArrayInfo, "type" | "typeName"> {
  if (dtype === "bool") return { type: "boolean", typeName: "boolean" };
  if (dtype.startsWith("float")) return { type: "float", typeName: dtype };
  if (/^u?int/.test(dtype)) return { type: "integer", typeName: dtype };
  return { type: "string", typeName: "string" };
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

function expected(where: string, what: string, { typeName, shape }: ArrayInfo): CellScapeError {
  return new CellScapeError("bad-file", `${where}: expected ${what}, got ${typeName} [${shape}]`);
}

function unreadable(where: string, cause: unknown): CellScapeError {
  return new CellScapeError("bad-file", `${where}: expected it to be readable, got ${messageOf(cause)}`, { cause });
}

/** Our own reason, else the innermost one: zarrita wraps what went wrong in a codec. */
function messageOf(error: unknown): string {
  if (error instanceof CellScapeError) return error.message;
  if (error instanceof Error && error.cause instanceof Error) return messageOf(error.cause);
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0].slice(0, 200) || "an unnamed error";
}
