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
  let read = 0;
  let taken = 0;
  let heaps = new Map<number, Pieces>();
  for (let i = 0; i < length; i++) {
    const at = i * TEXT_REFERENCE;
    const bytes = view.getUint32(at, true);
    if (bytes === 0) {
      texts.push(block.bytes, 0, 0);
      continue;
    }
    const place = base + view.getUint32(at + 4, true) + view.getUint32(at + 8, true) * 2 ** 32;
    let pieces = heaps.get(place);
    if (pieces === undefined) {
      let heap = await heapAt(source, place, block).catch(() => undefined);
      if (heap === undefined) return undefined;
      const end = block.start + block.bytes.length;
      if (place < block.start || place + heap.length > end) {
        const start = Math.floor(place / BLOCK) * BLOCK;
        const found = await source.read(start, Math.max(2 * BLOCK, place - start + heap.length));
        read += found.length;
        if (read > MOST_READ * source.size) return undefined;
        block = { start, bytes: found };
        heap = found.subarray(place - start, place - start + heap.length);
        heaps = new Map();
      }
      pieces = piecesOf(heap, place - block.start);
      if (pieces === undefined) return undefined;
      heaps.set(place, pieces);
    }
    // Pieces that are shared by many references could take any amount of memory.
    taken += bytes;
    if (taken > source.size) return undefined;
    const number = view.getUint32(at + 12, true);
    const begin = pieces.begins[number];
    if (!(bytes <= pieces.lengths[number])) return undefined;
    texts.push(block.bytes, begin, endOf(block.bytes, begin, begin + bytes));
  }
  return texts.finish();
}

/** Where in the block the pieces of a collection begin, and how long they are, by number. */
interface Pieces {
  readonly begins: readonly number[];
  readonly lengths: readonly number[];
}

function piecesOf(heap: Uint8Array, offset: number): Pieces | undefined {
  const begins: number[] = [];
  const lengths: number[] = [];
  const wrong = walkPieces(heap, (number, begin, length) => {
    begins[number] = offset + begin;
    lengths[number] = length;
  });
  return wrong === undefined ? { begins, lengths } : undefined;
}

/** The end of a text that ends with its first zero, as C has it. */
function endOf(bytes: Uint8Array, begin: number, most: number): number {
  let end = begin;
  while (end < most && bytes[end] !== 0) end++;
  return end;
}
