import { CellScapeError } from "../../core/errors.ts";
import { viewOf } from "../bytes/viewOf.ts";
import type { Source } from "../source.ts";

/** "GCOL", version 1, three zeros: the beginning of a collection of variable-length data. */
const SIGNATURE = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
/** Bytes before the pieces of a collection, and before the content of a piece. */
const HEADER = 16;
const BLOCK = 1 << 22;
/** So much of the signature is looked for: searches for so few bytes are the fastest, and hardly ever wrong. */
const TELLING = Uint8Array.from(SIGNATURE.slice(0, 5));
/** Larger files are not searched: it would take seconds. */
const LARGEST = 2 ** 30;

/**
 * Refuse a file in whose variable-length data a piece has an impossible length: the HDF5 library (2.0.0, in h5py and in
 * h5wasm) steps over pieces without length, or of one that takes its 32-bit addresses round to an earlier piece, forever.
 * One wrong byte in a file is enough for that.
 *
 * @throws bad-file
 * @see HDF5 file format specification, III.E: global heap
 */
export async function expectSoundHeaps(source: Source): Promise<void> {
  if (source.size > LARGEST || (await source.isSound?.())) return;
  const most = BLOCK + SIGNATURE.length - 1;
  const { find = findSequence } = source;
  const memories = [0, 1].map(() => new Uint8Array(Math.min(most, source.size)));
  const read = (start: number) => {
    const bytes = source.read(start, Math.min(most, source.size - start), memories[(start / BLOCK) % 2]);
    // Callers that await it get the error; after one nothing awaits it.
    bytes.catch(() => undefined);
    return bytes;
  };
  let ahead = read(0);
  for (let start = 0; start < source.size; start += BLOCK) {
    const block = await ahead;
    // One block is read while the other is searched.
    if (start + BLOCK < source.size) ahead = read(start + BLOCK);
    for (let at = find(block, TELLING, 0); at >= 0 && at < BLOCK; at = find(block, TELLING, at + 1)) {
      if (!SIGNATURE.every((byte, k) => block[at + k] === byte)) continue;
      const heap = await heapAt(source, start + at, { start, bytes: block });
      if (heap) expectSoundHeap(source, start + at, heap);
    }
  }
}

/** As `Source.find`, anywhere. */
function findSequence(bytes: Uint8Array, sequence: Uint8Array, from: number): number {
  let at = bytes.indexOf(sequence[0], from);
  while (at >= 0 && sequence.some((byte, k) => bytes[at + k] !== byte)) at = bytes.indexOf(sequence[0], at + 1);
  return at;
}

/**
 * A collection of variable-length data, with its header.
 *
 * @param at where in the file it begins.
 * @param block bytes of the file that were read already, and where these begin: collections are many and small.
 * @returns undefined where there is none.
 */
export async function heapAt(
  source: Source,
  at: number,
  block: { readonly start: number; readonly bytes: Uint8Array },
): Promise<Uint8Array | undefined> {
  const from = at - block.start;
  const within = from >= 0 && from + HEADER <= block.bytes.length;
  const head = within ? block.bytes.subarray(from, from + HEADER) : await source.read(at, HEADER);
  if (head.length < HEADER || SIGNATURE.some((byte, k) => head[k] !== byte)) return undefined;
  const size = Number(viewOf(head).getBigUint64(8, true));
  if (at + size > source.size) throw damaged(source, at);
  if (within && from + size <= block.bytes.length) return block.bytes.subarray(from, from + size);
  return source.read(at, size);
}

/** No piece of a collection may be of impossible length. */
function expectSoundHeap(source: Source, at: number, bytes: Uint8Array): void {
  const wrong = walkPieces(bytes, () => undefined);
  if (wrong !== undefined) throw damaged(source, at + wrong);
}

/**
 * Walk the pieces of a collection: number, uses, length; number 0 is the unused rest and counts its own header.
 *
 * @param visit told the number of each piece, where its content begins and how long it is.
 * @returns where in the collection a piece of impossible length lies, if one does.
 */
export function walkPieces(
  bytes: Uint8Array,
  visit: (number: number, begin: number, length: number) => void,
): number | undefined {
  const view = viewOf(bytes);
  for (let piece = HEADER; piece + HEADER <= bytes.length; ) {
    const number = view.getUint16(piece, true);
    const length = view.getUint32(piece + 8, true) + view.getUint32(piece + 12, true) * 2 ** 32;
    // Pieces are aligned to 8 bytes.
    const span = number === 0 ? length : HEADER + Math.ceil(length / 8) * 8;
    if (span < HEADER || piece + span > bytes.length) return piece;
    if (number !== 0) visit(number, piece + HEADER, length);
    piece += span;
  }
  return undefined;
}

function damaged(source: Source, at: number): CellScapeError {
  const message = `${source.name}: expected sound lists of text, got a piece of impossible length at byte ${at}`;
  return new CellScapeError("bad-file", `${message}: the file is damaged; copy or download it again`);
}
