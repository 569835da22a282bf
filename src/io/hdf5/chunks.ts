import { viewOf } from "../bytes/viewOf.ts";
import type { Source } from "../source.ts";
import { headerMessages } from "./header.ts";

/** Where the chunks of a list or a matrix of numbers lie in a file. What lies there in one piece is cut into some. */
export interface ChunkTable {
  /** Rows of a chunk; the numbers of a list are rows of one. */
  readonly span: number;
  /** Numbers in a row of a chunk, and in a row of all. */
  readonly breadth: number;
  readonly width: number;
  /** Bytes of a number. */
  readonly element: number;
  readonly deflated: boolean;
  /** Bytes of the numbers stand apart: first bytes first. */
  readonly shuffled: boolean;
  /** Place in the file and stored bytes of each chunk, row by row; 0 bytes where one was never written. */
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
/** Numbers in a piece of what has no chunks. */
const PIECE = 1 << 18;
/** 12 bytes each; a declared shape may want any number of them. */
const MOST_CHUNKS = 1 << 24;

/**
 * Find the chunks of a list or a matrix that is plain or compressed with deflate, as h5py and Cell Ranger write them.
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
  { base, address, length, width = 1, size }: ListLocation & { readonly base: number },
): Promise<ChunkTable | undefined> {
  const messages = await headerMessages(source, base, address);
  const layout = messages?.find(({ type }) => type === LAYOUT)?.content;
  if (!messages || !layout || layout.byteLength < 18 || layout.getUint8(0) !== 3) return undefined;
  const filters = messages.find(({ type }) => type === FILTERS)?.content;
  if (layout.getUint8(1) === CONTIGUOUS)
    return filters ? undefined : inOnePiece(source, layout, { base, length, width, size });
  // One axis or two, and the size of an element as if it were another one.
  const axes = layout.getUint8(2) - 1;
  if (layout.getUint8(1) !== CHUNKED || axes < 1 || axes > 2 || layout.byteLength < 15 + 4 * axes) return undefined;
  const tree = Number(layout.getBigUint64(3, true));
  const extents = Array.from({ length: axes + 1 }, (_, axis) => layout.getUint32(11 + 4 * axis, true));
  const [span, breadth, element] = axes === 1 ? [extents[0], 1, extents[1]] : extents;
  const ids = filters ? filterIds(filters).join() : "";
  if (span === 0 || breadth === 0 || breadth > width || element !== size) return undefined;
  if (!["", `${DEFLATE}`, `${SHUFFLE},${DEFLATE}`].includes(ids)) return undefined;
  const across = Math.ceil(width / breadth);
  const count = Math.ceil(length / span) * across;
  if (count > MOST_CHUNKS) return undefined;
  const table = { span, breadth, width, element, deflated: ids !== "", shuffled: ids.includes(",") };
  // A damaged tree might go in circles: no more nodes than it takes, with one chunk in each.
  const found = { starts: new Float64Array(count), sizes: new Uint32Array(count), nodes: 2 * count + MOST_LEVELS };
  const node = { base, at: base + tree, axes, extents: [span, breadth], across, level: undefined };
  const whole = await readNode(source, node, found);
  return whole ? { ...table, starts: found.starts, sizes: found.sizes } : undefined;
}

/** A list or a matrix in a file. */
export interface ListLocation {
  /** Of its object header. */
  readonly address: bigint;
  /** Rows, and numbers in each: 1 for a list. */
  readonly length: number;
  readonly width?: number;
  /** Bytes of a number. */
  readonly size: number;
}

/** Numbers without chunks, cut into pieces that can be read apart. */
function inOnePiece(
  source: Source,
  layout: DataView,
  { base, length, width, size }: Omit<Required<ListLocation>, "address"> & { readonly base: number },
): ChunkTable | undefined {
  const start = base + Number(layout.getBigUint64(2, true));
  const row = width * size;
  if (Number(layout.getBigUint64(10, true)) !== length * row || start + length * row > source.size) return undefined;
  const span = Math.max(1, Math.floor(PIECE / width));
  const starts = Float64Array.from({ length: Math.ceil(length / span) }, (_, chunk) => start + chunk * span * row);
  const sizes = Uint32Array.from(starts, (_, chunk) => row * Math.min(span, length - chunk * span));
  return { span, breadth: width, width, element: size, deflated: false, shuffled: false, starts, sizes };
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
  readonly axes: number;
  /** Rows of a chunk and numbers in a row of it; chunks side by side. */
  readonly extents: readonly number[];
  readonly across: number;
  /** Of the node; undefined for the root, which says it. */
  readonly level: number | undefined;
}

/** Enter the chunks below a node. @returns false when it is no such node. */
async function readNode(
  source: Source,
  node: Node,
  found: Pick<ChunkTable, "starts" | "sizes"> & { nodes: number },
): Promise<boolean> {
  if (--found.nodes < 0) return false;
  const { base, at, axes, extents, across, level } = node;
  const head = viewOf(await source.read(at, NODE));
  if (head.byteLength < NODE || TREE.some((byte, k) => head.getUint8(k) !== byte) || head.getUint8(4) !== 1)
    return false;
  const own = head.getUint8(5);
  if (own > MOST_LEVELS || (level !== undefined && own !== level)) return false;
  const entries = head.getUint16(6, true);
  // A key holds the stored bytes, a mask of filters left out, and the place along each axis and within an element.
  const key = 16 + 8 * axes;
  const view = viewOf(await source.read(at + NODE, entries * (key + 8)));
  if (view.byteLength < entries * (key + 8)) return false;
  for (let e = 0; e < entries; e++) {
    const start = e * (key + 8);
    const child = base + Number(view.getBigUint64(start + key, true));
    if (own > 0) {
      if (!(await readNode(source, { ...node, at: child, level: own - 1 }, found))) return false;
      continue;
    }
    const down = Number(view.getBigUint64(start + 8, true)) / extents[0];
    const right = axes === 1 ? 0 : Number(view.getBigUint64(start + 16, true)) / extents[1];
    const chunk = down * across + right;
    const size = view.getUint32(start, true);
    const plausible =
      Number.isInteger(down) &&
      Number.isInteger(right) &&
      view.getUint32(start + 4, true) === 0 &&
      child + size <= source.size;
    if (!plausible) return false;
    // What was shortened may keep chunks beyond its end.
    if (right >= across || chunk >= found.starts.length) continue;
    if (found.sizes[chunk] !== 0) return false;
    found.starts[chunk] = child;
    found.sizes[chunk] = size;
  }
  return true;
}
