import { readChunksInto } from "./hdf5ChunkRows.ts";
import type { ChunkTable } from "./hdf5Chunks.ts";
import { heapAt, walkPieces } from "./hdf5Heaps.ts";
import type { Source } from "./source.ts";
import { TextList } from "./textList.ts";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
/** Bytes of a reference to a piece of text: its length, the address of its collection (8 bytes) and its number there. */
export const TEXT_REFERENCE = 16;

/** Collections lie close together, one after the other, and are mostly 4 kB: so much is read at once. */
const BLOCK = 1 << 21;
/** The library fills what is left of its last 16 collections, so that references go back by as much. */
const BEHIND = 1 << 16;
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
  const memory = new Uint8Array(Math.min(BLOCK, source.size));
  let pieces = new Pieces(BLOCK);
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
    if (!pieces.knows(place - block.start)) {
      let heap = await heapAt(source, place, block).catch(() => undefined);
      if (heap === undefined) return undefined;
      const end = block.start + block.bytes.length;
      if (place < block.start || place + heap.length > end) {
        const start = Math.max(0, place - BEHIND);
        const span = Math.max(BLOCK, place - start + heap.length);
        // Fresh memory for each block costs more than reading. Longer collections are rare.
        const found = await source.read(start, span, span > memory.length ? undefined : memory);
        read += found.length;
        block = { start, bytes: found };
        heap = found.subarray(place - start, place - start + heap.length);
        pieces = pieces.emptied(span);
      }
      walked += heap.length;
      if (Math.max(read, walked) > MOST_READ * source.size) return undefined;
      if (!pieces.walk(heap, place - block.start)) return undefined;
    }
    // Pieces that are shared by many references could take any amount of memory.
    taken += bytes;
    if (taken > source.size) return undefined;
    const begin = pieces.begin(place - block.start, view.getUint32(at + 12, true), bytes);
    if (begin === undefined) return undefined;
    texts.push(block.bytes, begin, endOf(block.bytes, begin, begin + bytes));
  }
  return texts.finish();
}

/** Each piece of a collection takes as many bytes at least, its header. */
const PIECE = 16;

/** Where in a block the pieces of its collections begin and how long they are. */
class Pieces {
  /** One place for each piece that there can be: those of a collection lie from its own place on, by their numbers. */
  private readonly begins: Float64Array;
  private readonly lengths: Float64Array;
  /** Where in the block the collection of each begins; -1 for none. */
  private readonly owners: Float64Array;

  constructor(bytes: number) {
    const places = Math.ceil(bytes / PIECE) + 1;
    this.begins = new Float64Array(places);
    this.lengths = new Float64Array(places);
    this.owners = new Float64Array(places).fill(-1);
  }

  /** For another block. */
  emptied(bytes: number): Pieces {
    if (bytes > (this.owners.length - 1) * PIECE) return new Pieces(bytes);
    this.owners.fill(-1);
    return this;
  }

  /** Whether a collection was walked. */
  knows(heap: number): boolean {
    return this.owners[Math.floor(heap / PIECE)] === heap;
  }

  /** @returns false when a piece is of impossible length, or has a number that pieces seldom have. */
  walk(heap: Uint8Array, offset: number): boolean {
    const first = Math.floor(offset / PIECE);
    const most = heap.length / PIECE;
    let usual = true;
    this.owners[first] = offset;
    const wrong = walkPieces(heap, (number, begin, length) => {
      usual &&= number < most;
      if (!usual) return;
      this.begins[first + number] = offset + begin;
      this.lengths[first + number] = length;
      this.owners[first + number] = offset;
    });
    return usual && wrong === undefined;
  }

  /** Where a piece of a collection begins; undefined where it has none of that number and length. */
  begin(heap: number, number: number, length: number): number | undefined {
    const place = Math.floor(heap / PIECE) + number;
    const found = number > 0 && this.owners[place] === heap && length <= this.lengths[place];
    return found ? this.begins[place] : undefined;
  }
}

/** The end of a text that ends with its first zero, as C has it. */
function endOf(bytes: Uint8Array, begin: number, most: number): number {
  let end = begin;
  while (end < most && bytes[end] !== 0) end++;
  return end;
}
