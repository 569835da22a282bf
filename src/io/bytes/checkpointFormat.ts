import { CellScapeError } from "../../core/errors.ts";
import { type ArrayKind, arrayKinds, type Json, kindOf, type NumberArray, type Packed } from "./packed.ts";

/** First bytes of a checkpoint; the number changes with the format. */
const magic = new TextEncoder().encode("cellscape checkpoint 1\n");
const digestBytes = 32;
/** Bytes read or written at a time. */
const piece = 2 ** 24;

/** A hash in the making. */
interface Digest {
  update(bytes: Uint8Array): void;
  hex(): string;
}

interface Header {
  readonly key: string;
  readonly tree: Json;
  readonly arrays: readonly { readonly kind: ArrayKind; readonly length: number }[];
}

/** The bytes of a checkpoint, from its start. */
export interface CheckpointBytes {
  /** Names it in errors. */
  readonly path: string;
  /** Number of all bytes. */
  readonly size: number;
  /** Fill the start of `into` with the next bytes. @returns their number, 0 at the end. */
  take(into: Uint8Array): Promise<number>;
}

/**
 * The bytes of a packed value, piece by piece: magic bytes, the length of a JSON header, the header, the arrays' bytes, and
 * SHA-256 of it all. Every host keeps the same ones.
 *
 * @param key who may read it: the fingerprint of the run.
 * @param hash a new SHA-256 computation.
 */
export function* checkpointParts({ tree, arrays }: Packed, key: string, hash: Digest): Generator<Uint8Array> {
  const header: Header = {
    key,
    tree,
    arrays: arrays.map((array) => ({ kind: kindOf(array), length: array.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  for (const part of [magic, length, text, ...arrays.map(bytesOf)]) {
    for (let at = 0; at < part.length; at += piece) {
      const some = part.subarray(at, at + piece);
      hash.update(some);
      yield some;
    }
  }
  yield bytesOfHex(hash.hex());
}

/**
 * The packed value of a checkpoint.
 *
 * @param hash a new SHA-256 computation.
 * @throws bad-file when it is cut off, changed, of another format, or has another key.
 */
export async function parseCheckpoint(bytes: CheckpointBytes, key: string, hash: Digest): Promise<Packed> {
  const { path, size } = bytes;
  const start = await fill(new Uint8Array(magic.length + 4), bytes, hash);
  if (magic.some((byte, at) => byte !== start[at])) throw damaged(path, "a checkpoint of this version");
  const length = new DataView(start.buffer).getUint32(magic.length, true);
  if (length > size) throw damaged(path, "a whole header");
  const header = parseHeader(new TextDecoder().decode(await fill(new Uint8Array(length), bytes, hash)), path);
  const inArrays = header.arrays.reduce(
    (sum, { kind, length }) => sum + length * arrayKinds[kind](0).BYTES_PER_ELEMENT,
    0,
  );
  // Checked before memory is taken for the arrays.
  if (start.length + length + inArrays + digestBytes !== size)
    throw damaged(path, "arrays of the lengths in its header");
  const arrays: NumberArray[] = [];
  for (const { kind, length } of header.arrays) {
    const array = arrayKinds[kind](length);
    await fill(bytesOf(array), bytes, hash);
    arrays.push(array);
  }
  const digest = await fill(new Uint8Array(digestBytes), bytes, undefined);
  const found = bytesOfHex(hash.hex());
  if (digest.some((byte, at) => byte !== found[at])) throw damaged(path, "the bytes that were written");
  if (header.key !== key) throw damaged(path, "a checkpoint of this run");
  return { tree: header.tree, arrays };
}

async function fill<Bytes extends Uint8Array>(
  into: Bytes,
  from: CheckpointBytes,
  hash: Digest | undefined,
): Promise<Bytes> {
  for (let at = 0; at < into.length; ) {
    const some = into.subarray(at, at + piece);
    const taken = await from.take(some);
    if (taken === 0) throw damaged(from.path, "a whole file");
    hash?.update(some.subarray(0, taken));
    at += taken;
  }
  return into;
}

function parseHeader(text: string, path: string): Header {
  try {
    const header: unknown = JSON.parse(text);
    if (isHeader(header)) return header;
  } catch {
    // No JSON: said below.
  }
  throw damaged(path, "a header");
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== "object" || value === null || !("key" in value && "tree" in value && "arrays" in value))
    return false;
  return (
    typeof value.key === "string" &&
    Array.isArray(value.arrays) &&
    value.arrays.every(({ kind, length }) => kind in arrayKinds && Number.isSafeInteger(length) && length >= 0)
  );
}

function damaged(path: string, expected: string): CellScapeError {
  return new CellScapeError("bad-file", `${path}: expected ${expected}, got something else`);
}

/** An array's own bytes, not copied. */
function bytesOf({ buffer, byteOffset, byteLength }: NumberArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
