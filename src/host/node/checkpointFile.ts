import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { CellScapeError } from "../../core/errors.ts";
import { type ArrayKind, arrayKinds, type Json, kindOf, type NumberArray, type Packed } from "../../io/bytes/packed.ts";
import { draftPath } from "../../io/node/drafts.ts";

/** First bytes of a file; the number changes with the format. */
const magic = Buffer.from("cellscape checkpoint 1\n");
const digestBytes = 32;
/** Bytes read or written at a time. */
const piece = 2 ** 24;

interface Header {
  readonly key: string;
  readonly tree: Json;
  readonly arrays: readonly { readonly kind: ArrayKind; readonly length: number }[];
}

/**
 * Write a packed value: under a temporary name, then renamed, so that a process that is killed leaves the old file or the
 * new one. The file is its magic bytes, the length of a JSON header, the header, the arrays' bytes, and SHA-256 of it all.
 *
 * @param key who may read it: the fingerprint of the run.
 */
export async function writeCheckpoint(path: string, { tree, arrays }: Packed, key: string): Promise<void> {
  const temporary = draftPath(path);
  const file = await open(temporary, "w");
  try {
    const hash = createHash("sha256");
    const put = async (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; at += piece) {
        const some = bytes.subarray(at, at + piece);
        hash.update(some);
        await file.writeFile(some);
      }
    };
    const header: Header = {
      key,
      tree,
      arrays: arrays.map((array) => ({ kind: kindOf(array), length: array.length })),
    };
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    for (const part of [magic, length, text]) await put(part);
    for (const array of arrays) await put(bytesOf(array));
    await file.writeFile(hash.digest());
    await file.datasync();
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await file.close();
  await rename(temporary, path);
}

/**
 * Read a packed value back.
 *
 * @throws bad-file when the file is cut off, changed, of another format, or has another key.
 */
export async function readCheckpoint(path: string, key: string): Promise<Packed> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const hash = createHash("sha256");
    const start = await take(file, new Uint8Array(magic.length + 4), { hash, path });
    if (!magic.equals(start.subarray(0, magic.length))) throw damaged(path, "a checkpoint of this version");
    const length = Buffer.from(start.buffer).readUInt32LE(magic.length);
    if (length > size) throw damaged(path, "a whole header");
    const text = Buffer.from(await take(file, new Uint8Array(length), { hash, path })).toString();
    const header = parseHeader(text, path);
    const bytes = header.arrays.reduce(
      (sum, { kind, length }) => sum + length * arrayKinds[kind](0).BYTES_PER_ELEMENT,
      0,
    );
    // Checked before memory is taken for the arrays.
    if (start.length + length + bytes + digestBytes !== size)
      throw damaged(path, "arrays of the lengths in its header");
    const arrays: NumberArray[] = [];
    for (const { kind, length } of header.arrays) {
      const array = arrayKinds[kind](length);
      await take(file, bytesOf(array), { hash, path });
      arrays.push(array);
    }
    const digest = await take(file, new Uint8Array(digestBytes), { hash: undefined, path });
    if (!hash.digest().equals(digest)) throw damaged(path, "the bytes that were written");
    if (header.key !== key) throw damaged(path, "a checkpoint of this run");
    return { tree: header.tree, arrays };
  } finally {
    await file.close();
  }
}

/** Fill `bytes` from the file. */
async function take(
  file: FileHandle,
  bytes: Uint8Array,
  { hash, path }: { hash: Hash | undefined; path: string },
): Promise<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(piece, bytes.length - at));
    if (bytesRead === 0) throw damaged(path, "a whole file");
    hash?.update(bytes.subarray(at, at + bytesRead));
    at += bytesRead;
  }
  return bytes;
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
