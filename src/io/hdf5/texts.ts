import { TextList } from "../bytes/textList.ts";
import type { Source } from "../source.ts";
import { readChunksInto } from "./chunkRows.ts";
import type { ChunkTable } from "./chunks.ts";
import { heapAt, walkPieces } from "./heaps.ts";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
/** Bytes of a reference to a piece of text: its length, the address of its collection (8 bytes) and its number there. */
export const TEXT_REFERENCE = 16;

/** Collections lie close together, one after the other, and are mostly 4 kB: so much is read at once. */
const BLOCK = 1 << 21;
/** The library fills what is left of its last 16 collections, so that references go back by as much. */
const BEHIND = 1 << 16;
/** Places in a block fit into 32 bits. */
const LARGEST = 2 ** 30;
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
  const references = new Uint32Array((length * TEXT_REFERENCE) / 4);
  if (!(await readChunksInto(new Uint8Array(references.buffer), source, table, { from: 0 }))) return undefined;
  const list = { references, base, texts: new TextList(length, UTF8), most: source.size };
  let block: Block = { start: 0, bytes: new Uint8Array(0), pieces: new Pieces(BLOCK) };
  const memory = new Uint8Array(Math.min(BLOCK, source.size));
  let read = 0;
  let walked = 0;
  for (;;) {
    const place = pushKnown(list, block);
    if (place === "wrong") return undefined;
    if (place === "end") return list.texts.finish();
    let heap = await heapAt(source, place, block).catch(() => undefined);
    if (heap === undefined) return undefined;
    if (place < block.start || place + heap.length > block.start + block.bytes.length) {
      const start = Math.max(0, place - BEHIND);
      const span = Math.max(BLOCK, place - start + heap.length);
      if (span > LARGEST) return undefined;
      // Fresh memory for each block costs more than reading. Longer collections are rare.
      const bytes = await source.read(start, span, span > memory.length ? undefined : memory);
      read += bytes.length;
      block = { start, bytes, pieces: block.pieces.emptied(span) };
      heap = bytes.subarray(place - start, place - start + heap.length);
    }
    walked += heap.length;
    if (Math.max(read, walked) > MOST_READ * source.size) return undefined;
    if (!block.pieces.walk(heap, place - block.start)) return undefined;
  }
}

/** A part of a file, and the collections in it that were walked. */
interface Block {
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly pieces: Pieces;
}

/** Texts as far as they were followed. */
interface Followed {
  /** Four words each: bytes, address of the collection (two words), number there. */
  readonly references: Uint32Array;
  readonly base: number;
  readonly texts: TextList;
  /** Bytes of all texts: pieces that are shared by many references could take any amount of memory. */
  most: number;
}

/**
 * Follow references into collections that were walked. As a function without pauses it is compiled better.
 *
 * @returns where the next collection to walk lies, or why there is none.
 */
function pushKnown(list: Followed, { start, bytes, pieces }: Block): number | "end" | "wrong" {
  const { references, base, texts } = list;
  for (let at = 4 * texts.count; at < references.length; at += 4) {
    const length = references[at];
    if (length === 0) {
      texts.push(bytes, 0, 0);
      continue;
    }
    const place = base + references[at + 1] + references[at + 2] * 2 ** 32;
    if (!pieces.knows(place - start)) return place;
    const begin = pieces.begin(place - start, references[at + 3], length);
    list.most -= length;
    if (begin === undefined || list.most < 0) return "wrong";
    texts.push(bytes, begin, endOf(bytes, begin, begin + length));
  }
  return "end";
}

/** Each piece of a collection takes as many bytes at least, its header. */
const PIECE = 16;

/** Where in a block the pieces of its collections begin and how long they are. */
class Pieces {
  /** One place for each piece that there can be: those of a collection lie from its own place on, by their numbers. */
  private readonly begins: Int32Array;
  private readonly lengths: Int32Array;
  /** Where in the block the collection of each begins; -1 for none. */
  private readonly owners: Int32Array;

  constructor(bytes: number) {
    const places = Math.ceil(bytes / PIECE) + 1;
    this.begins = new Int32Array(places);
    this.lengths = new Int32Array(places);
    this.owners = new Int32Array(places).fill(-1);
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
