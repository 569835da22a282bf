import { readChunksInto } from "./hdf5ChunkRows.ts";
import type { ChunkTable } from "./hdf5Chunks.ts";
import { heapAt, walkPieces } from "./hdf5Heaps.ts";
import type { Source } from "./source.ts";
import { TextList } from "./textList.ts";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
/** Bytes of a reference to a piece of text: its length, the address of its collection (8 bytes) and its number there. */
export const TEXT_REFERENCE = 16;

/** Collections lie close together and are mostly 4 kB: twice as much is read at once. */
const BLOCK = 1 << 21;
/** Blocks that are read for a list of text at most, in sizes of the file; lists that jump about are left to the library. */
const MOST_READ = 4;

/**
 * Read a list of text of any length, as h5py writes names.
 *
 * The HDF5 library, compiled to WebAssembly, makes a copy of its own of each text, which costs several times what it takes
 * to read them.
 *
 * @param table where the references lie.
 * @param base where in the file addresses count from.
 * @returns undefined for what is damaged or strange, which the library has words for.
 * @see HDF5 file format specification, III.E (global heap), IV.A.2.d (variable-length types)
 */
export async function readTexts(
  source: Source,
  table: ChunkTable,
  { base, length }: { readonly base: number; readonly length: number },
): Promise<string[] | undefined> {
  const references = new Uint8Array(length * TEXT_REFERENCE);
  if (!(await readChunksInto(references, source, table, { from: 0 }))) return undefined;
  const view = new DataView(references.buffer);
  const texts = new TextList(length, UTF8);
  let block: { start: number; bytes: Uint8Array } = { start: 0, bytes: new Uint8Array(0) };
  const pieces = new Pieces();
  /** The collection at hand: names lie in the order of their cells, so that each collection is walked once. */
  let current = -1;
  let read = 0;
  let walked = 0;
  let taken = 0;
  for (let i = 0; i < length; i++) {
    const at = i * TEXT_REFERENCE;
    const bytes = view.getUint32(at, true);
    if (bytes === 0) {
      texts.push(block.bytes, 0, 0);
      continue;
    }
    const place = base + view.getUint32(at + 4, true) + view.getUint32(at + 8, true) * 2 ** 32;
    if (place !== current) {
      let heap = await heapAt(source, place, block).catch(() => undefined);
      if (heap === undefined) return undefined;
      const end = block.start + block.bytes.length;
      if (place < block.start || place + heap.length > end) {
        const start = Math.floor(place / BLOCK) * BLOCK;
        const found = await source.read(start, Math.max(2 * BLOCK, place - start + heap.length));
        read += found.length;
        block = { start, bytes: found };
        heap = found.subarray(place - start, place - start + heap.length);
      }
      walked += heap.length;
      if (Math.max(read, walked) > MOST_READ * source.size || !pieces.walk(heap, place - block.start)) return undefined;
      current = place;
    }
    // Pieces that are shared by many references could take any amount of memory.
    taken += bytes;
    if (taken > source.size) return undefined;
    const number = view.getUint32(at + 12, true);
    if (!(bytes <= pieces.lengthOf(number))) return undefined;
    const begin = pieces.beginOf(number);
    texts.push(block.bytes, begin, endOf(block.bytes, begin, begin + bytes));
  }
  return texts.finish();
}

/** Pieces of a collection have numbers of 16 bits. */
const NUMBERS = 1 << 16;

/** Where in the block the pieces of one collection begin, and how long they are, by number: the same memory for all. */
class Pieces {
  private readonly begins = new Float64Array(NUMBERS);
  private readonly lengths = new Float64Array(NUMBERS);
  /** The walk that found the piece of a number last. */
  private readonly walks = new Uint32Array(NUMBERS);
  private walkNumber = 0;

  /** @returns false when a piece is of impossible length. */
  walk(heap: Uint8Array, offset: number): boolean {
    this.walkNumber++;
    const wrong = walkPieces(heap, (number, begin, length) => {
      this.begins[number] = offset + begin;
      this.lengths[number] = length;
      this.walks[number] = this.walkNumber;
    });
    return wrong === undefined;
  }

  beginOf(number: number): number {
    return this.begins[number];
  }

  /** NaN where there is no such piece. */
  lengthOf(number: number): number {
    return this.walks[number] === this.walkNumber ? this.lengths[number] : Number.NaN;
  }
}

/** The end of a text that ends with its first zero, as C has it. */
function endOf(bytes: Uint8Array, begin: number, most: number): number {
  let end = begin;
  while (end < most && bytes[end] !== 0) end++;
  return end;
}
