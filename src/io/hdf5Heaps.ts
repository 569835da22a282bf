import { CellScapeError } from "../errors.ts";
import type { Source } from "./source.ts";

/** "GCOL", version 1, three zeros: the beginning of a collection of variable-length data. */
const SIGNATURE = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const HEADER = 16;
const BLOCK = 1 << 22;
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
  if (source.size > LARGEST) return;
  for (let start = 0; start < source.size; start += BLOCK) {
    const block = await source.read(start, BLOCK + SIGNATURE.length - 1);
    for (let at = block.indexOf(SIGNATURE[0]); at >= 0 && at < BLOCK; at = block.indexOf(SIGNATURE[0], at + 1)) {
      if (block[at + 1] !== SIGNATURE[1]) continue;
      if (SIGNATURE.every((byte, k) => block[at + k] === byte)) await expectSoundHeap(source, start + at);
    }
  }
}

/** Walk the pieces of one collection: number, uses, length; number 0 is the unused rest and counts its own header. */
async function expectSoundHeap(source: Source, at: number): Promise<void> {
  const head = await source.read(at, HEADER);
  if (head.length < HEADER) return;
  const size = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(8, true));
  if (at + size > source.size) throw damaged(source, at);
  const bytes = await source.read(at, size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let piece = HEADER; piece + HEADER <= bytes.length; ) {
    const unused = view.getUint16(piece, true) === 0;
    const length = Number(view.getBigUint64(piece + 8, true));
    // Pieces are aligned to 8 bytes.
    const span = unused ? length : HEADER + Math.ceil(length / 8) * 8;
    if (span < HEADER || piece + span > bytes.length) throw damaged(source, at + piece);
    piece += span;
  }
}

function damaged(source: Source, at: number): CellScapeError {
  const message = `${source.name}: expected sound lists of text, got a piece of impossible length at byte ${at}`;
  return new CellScapeError("bad-file", `${message}: the file is damaged; copy or download it again`);
}
