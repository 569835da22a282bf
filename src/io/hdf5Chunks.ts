import { headerMessages } from "./hdf5Header.ts";
import type { Source } from "./source.ts";

/** Where the chunks of a list of numbers lie in a file. A list in one piece is one chunk. */
export interface ChunkTable {
  /** Numbers in a chunk. */
  readonly span: number;
  /** Bytes of a number. */
  readonly element: number;
  readonly deflated: boolean;
  /** Bytes of the numbers stand apart: first bytes first. */
  readonly shuffled: boolean;
  /** Place in the file and stored bytes of each chunk; 0 bytes where one was never written. */
  readonly starts: Float64Array;
  readonly sizes: Uint32Array;
}

/** Types of messages of an object header. */
const LAYOUT = 0x08;
const FILTERS = 0x0b;
/** Numbers of filters. */
const DEFLATE = 1;
const SHUFFLE = 2;
/** Classes of layout. */
const CONTIGUOUS = 1;
const CHUNKED = 2;
/** A node of a B-tree: "TREE", kind, level, entries, left and right sibling. */
const TREE = [0x54, 0x52, 0x45, 0x45];
const NODE = 24;
const MOST_LEVELS = 8;
/** Numbers in a piece of a list without chunks. */
const PIECE = 1 << 18;

/**
 * Find the chunks of a list that is plain or compressed with deflate, as h5py and Cell Ranger write them.
 *
 * The HDF5 library, compiled to WebAssembly, inflates at half the speed of the platform and on one core; with the places
 * of the chunks they can be read and inflated beside it.
 *
 * @param base where in the file addresses count from.
 * @returns undefined for anything else, which is left to the HDF5 library.
 * @see HDF5 file format specification, III.A.1 (B-trees), IV.A.2.i (layout), IV.A.2.l (filters)
 */
export async function chunkTable(
  source: Source,
  { base, address, length, size }: ListPlace & { readonly base: number },
): Promise<ChunkTable | undefined> {
  const messages = await headerMessages(source, base, address);
  const layout = messages?.find(({ type }) => type === LAYOUT)?.content;
  if (!messages || !layout || layout.byteLength < 18 || layout.getUint8(0) !== 3) return undefined;
  const filters = messages.find(({ type }) => type === FILTERS)?.content;
  if (layout.getUint8(1) === CONTIGUOUS)
    return filters ? undefined : inOnePiece(source, layout, { base, length, size });
  // One axis, and the size of an element as if it were another one.
  if (layout.getUint8(1) !== CHUNKED || layout.getUint8(2) !== 2 || layout.byteLength < 19) return undefined;
  const tree = Number(layout.getBigUint64(3, true));
  const [span, element] = [layout.getUint32(11, true), layout.getUint32(15, true)];
  const ids = filters ? filterIds(filters).join() : "";
  if (span === 0 || element !== size || !["", `${DEFLATE}`, `${SHUFFLE},${DEFLATE}`].includes(ids)) return undefined;
  const count = Math.ceil(length / span);
  const table = { span, element, deflated: ids !== "", shuffled: ids.includes(",") };
  // A damaged tree might go in circles: no more nodes than it takes, with one chunk in each.
  const found = { starts: new Float64Array(count), sizes: new Uint32Array(count), nodes: 2 * count + MOST_LEVELS };
  const whole = await readNode(source, { base, at: base + tree, span, level: undefined }, found);
  return whole ? { ...table, starts: found.starts, sizes: found.sizes } : undefined;
}

/** A list in a file. */
export interface ListPlace {
  /** Of the list's object header. */
  readonly address: bigint;
  /** Numbers in it, and bytes of each. */
  readonly length: number;
  readonly size: number;
}

/** A list without chunks, cut into pieces that can be read apart. */
function inOnePiece(
  source: Source,
  layout: DataView,
  { base, length, size }: Omit<ListPlace, "address"> & { readonly base: number },
): ChunkTable | undefined {
  const start = base + Number(layout.getBigUint64(2, true));
  if (Number(layout.getBigUint64(10, true)) !== length * size || start + length * size > source.size) return undefined;
  const span = PIECE;
  const starts = Float64Array.from({ length: Math.ceil(length / span) }, (_, chunk) => start + chunk * span * size);
  const sizes = Uint32Array.from(starts, (_, chunk) => size * Math.min(span, length - chunk * span));
  return { span, element: size, deflated: false, shuffled: false, starts, sizes };
}

/**
 * Numbers `from` .. `from + count` of a list, as stored.
 *
 * @param into [count x element] bytes, written to; garbage unless the answer is true.
 * @param scratch memory that may be used until the answer is there.
 * @returns false when a chunk is missing or damaged, which the HDF5 library has words for.
 */
export async function readChunksInto(
  into: Uint8Array,
  source: Source,
  { span, element, deflated, shuffled, starts, sizes }: ChunkTable,
  { from, scratch }: { readonly from: number; readonly scratch?: Scratch },
): Promise<boolean> {
  const { inflate } = source;
  const count = into.length / element;
  if (count === 0 || (deflated && !inflate)) return false;
  const first = Math.floor(from / span);
  const chunks = Array.from({ length: Math.ceil((from + count) / span) - first }, (_, k) => first + k);
  if (chunks.some((chunk) => !(sizes[chunk] > 0))) return false;
  if (!deflated && !shuffled) return readPlainInto(into, source, { span, element, starts, sizes }, { from, chunks });
  const stored = await storedChunks(source, { starts, sizes }, chunks, scratch);
  const place = async (chunk: number): Promise<boolean> => {
    const begin = Math.max(from, chunk * span);
    const end = Math.min(from + count, (chunk + 1) * span);
    const bytes = stored(chunk);
    const plain = await inflate?.(bytes, span * element).catch(() => undefined);
    if (!plain || plain.length < span * element) return false;
    const numbers = shuffled ? unshuffled(plain, element) : plain;
    const own = numbers.subarray((begin - chunk * span) * element, (end - chunk * span) * element);
    into.set(own, (begin - from) * element);
    return true;
  };
  const placed = await Promise.all(chunks.map(place));
  return placed.every(Boolean);
}

/** Chunks as they are: those that follow each other in the file are read at once, to where they belong. */
async function readPlainInto(
  into: Uint8Array,
  source: Source,
  { span, element, starts, sizes }: Pick<ChunkTable, "span" | "element" | "starts" | "sizes">,
  { from, chunks }: { readonly from: number; readonly chunks: readonly number[] },
): Promise<boolean> {
  const end = from + into.length / element;
  for (let k = 0; k < chunks.length; ) {
    const first = chunks[k];
    const begin = Math.max(from, first * span);
    let stop = begin;
    do {
      const chunk = chunks[k++];
      stop = Math.min(end, (chunk + 1) * span);
      // The last piece of a list without chunks may be shorter than the others.
      if (sizes[chunk] < (stop - chunk * span) * element) return false;
    } while (k < chunks.length && starts[chunks[k]] === starts[chunks[k] - 1] + span * element);
    const bytes = into.subarray((begin - from) * element, (stop - from) * element);
    const read = await source.read(starts[first] + (begin - first * span) * element, bytes.length, bytes);
    if (read.length < bytes.length) return false;
    if (read.buffer !== bytes.buffer || read.byteOffset !== bytes.byteOffset) bytes.set(read);
  }
  return true;
}

/** Memory for bytes as they are stored, for one reader at a time. */
export class Scratch {
  private bytes = new Uint8Array(0);

  take(length: number): Uint8Array {
    if (this.bytes.length < length) this.bytes = new Uint8Array(length);
    return this.bytes.subarray(0, length);
  }
}

/** Stored bytes of some chunks: read at once where they lie close together, as they mostly do. */
async function storedChunks(
  source: Source,
  { starts, sizes }: Pick<ChunkTable, "starts" | "sizes">,
  chunks: readonly number[],
  scratch: Scratch | undefined,
): Promise<(chunk: number) => Uint8Array> {
  const begin = Math.min(...chunks.map((chunk) => starts[chunk]));
  const end = Math.max(...chunks.map((chunk) => starts[chunk] + sizes[chunk]));
  const wanted = chunks.reduce((sum, chunk) => sum + sizes[chunk], 0);
  if (end - begin <= 2 * wanted) {
    const all = await source.read(begin, end - begin, scratch?.take(end - begin));
    return (chunk) => all.subarray(starts[chunk] - begin, starts[chunk] - begin + sizes[chunk]);
  }
  const each = new Map<number, Uint8Array>();
  for (const chunk of chunks) each.set(chunk, await source.read(starts[chunk], sizes[chunk]));
  return (chunk) => each.get(chunk) ?? new Uint8Array(0);
}

/** Numbers of the filters of a pipeline, in the order in which they were applied. */
function filterIds(message: DataView): number[] {
  const version = message.getUint8(0);
  const count = message.getUint8(1);
  const ids: number[] = [];
  let at = version === 1 ? 8 : 2;
  for (let k = 0; k < count && at + 8 <= message.byteLength; k++) {
    const id = message.getUint16(at, true);
    // Version 2 leaves the length of the name out for the library's own filters.
    const named = version === 1 || id >= 256;
    const name = named ? message.getUint16(at + 2, true) : 0;
    const values = message.getUint16(at + (named ? 6 : 4), true);
    const pad = version === 1 && values % 2 === 1 ? 4 : 0;
    at += (named ? 8 : 6) + (version === 1 ? Math.ceil(name / 8) * 8 : name) + 4 * values + pad;
    ids.push(id);
  }
  return ids;
}

interface Node {
  readonly base: number;
  readonly at: number;
  readonly span: number;
  /** Of the node; undefined for the root, which says it. */
  readonly level: number | undefined;
}

/** Enter the chunks below a node. @returns false when it is no such node. */
async function readNode(
  source: Source,
  { base, at, span, level }: Node,
  found: Pick<ChunkTable, "starts" | "sizes"> & { nodes: number },
): Promise<boolean> {
  if (--found.nodes < 0) return false;
  const head = viewOf(await source.read(at, NODE));
  if (head.byteLength < NODE || TREE.some((byte, k) => head.getUint8(k) !== byte) || head.getUint8(4) !== 1)
    return false;
  const own = head.getUint8(5);
  if (own > MOST_LEVELS || (level !== undefined && own !== level)) return false;
  const entries = head.getUint16(6, true);
  // A key holds the stored bytes, a mask of filters left out, and the place along the axis and within an element.
  const key = 24;
  const view = viewOf(await source.read(at + NODE, entries * (key + 8)));
  if (view.byteLength < entries * (key + 8)) return false;
  for (let e = 0; e < entries; e++) {
    const start = e * (key + 8);
    const child = base + Number(view.getBigUint64(start + key, true));
    if (own > 0) {
      if (!(await readNode(source, { base, at: child, span, level: own - 1 }, found))) return false;
      continue;
    }
    const chunk = Number(view.getBigUint64(start + 8, true)) / span;
    const size = view.getUint32(start, true);
    const plausible = Number.isInteger(chunk) && view.getUint32(start + 4, true) === 0 && child + size <= source.size;
    if (!plausible) return false;
    // A list that was shortened may keep chunks beyond its end.
    if (chunk >= found.starts.length) continue;
    if (found.sizes[chunk] !== 0) return false;
    found.starts[chunk] = child;
    found.sizes[chunk] = size;
  }
  return true;
}

/** Byte k of number i stands at k x numbers + i. */
function unshuffled(bytes: Uint8Array, element: number): Uint8Array {
  const count = bytes.length / element;
  const together = new Uint8Array(bytes.length);
  for (let k = 0; k < element; k++) {
    for (let i = 0, from = k * count; i < count; i++, from++) together[i * element + k] = bytes[from];
  }
  return together;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
