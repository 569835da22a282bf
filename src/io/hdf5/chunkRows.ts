import type { Source } from "../source.ts";
import type { ChunkTable } from "./chunks.ts";

/**
 * Rows `from` .. `from + count` of a list or a matrix, as stored.
 *
 * @param into [count x width x element] bytes, written to; garbage unless the answer is true.
 * @param scratch memory that may be used until the answer is there.
 * @returns false when a chunk is missing or damaged, which the HDF5 library has words for.
 */
export async function readChunksInto(
  into: Uint8Array,
  source: Source,
  table: ChunkTable,
  { from, scratch }: { readonly from: number; readonly scratch?: Scratch },
): Promise<boolean> {
  const { span, breadth, width, element, deflated, shuffled, starts, sizes } = table;
  const { inflate } = source;
  const row = width * element;
  const count = into.length / row;
  if (count === 0 || (deflated && !inflate)) return false;
  const across = Math.ceil(width / breadth);
  const first = Math.floor(from / span) * across;
  const end = Math.ceil((from + count) / span) * across;
  const chunks = Array.from({ length: end - first }, (_, k) => first + k);
  if (chunks.some((chunk) => !(sizes[chunk] > 0))) return false;
  if (!deflated && across === 1) return readPlainInto(into, source, table, { from, chunks });
  const stored = await storedChunks(source, { starts, sizes }, chunks, scratch);
  const copyChunk = async (chunk: number): Promise<boolean> => {
    const top = Math.floor(chunk / across) * span;
    const left = (chunk % across) * breadth;
    const begin = Math.max(from, top);
    const stop = Math.min(from + count, top + span);
    const bytes = stored(chunk);
    // Chunks at the margins are as large as the others.
    const full = span * breadth * element;
    const plain = deflated ? await inflate?.(bytes, full).catch(() => undefined) : bytes;
    if (!plain || plain.length < full) return false;
    const numbers = shuffled ? unshuffled(plain, element) : plain;
    const line = breadth * element;
    if (across === 1) {
      into.set(numbers.subarray((begin - top) * line, (stop - top) * line), (begin - from) * row);
      return true;
    }
    const tile = { rows: stop - begin, bytes: Math.min(breadth, width - left) * element };
    const target = { bytes: into, at: (begin - from) * row + left * element, step: row };
    copyTile({ bytes: numbers, at: (begin - top) * line, step: line }, target, tile);
    return true;
  };
  const copied = await Promise.all(chunks.map(copyChunk));
  return copied.every(Boolean);
}

/** Rows that lie `step` bytes apart. */
interface Strided {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly step: number;
}

/** Copy the first bytes of some rows: rows of tiles are short, and a call for each costs more than a loop. */
function copyTile(
  from: Strided,
  to: Strided,
  { rows, bytes }: { readonly rows: number; readonly bytes: number },
): void {
  const places = [from, to].flatMap(({ bytes: all, at, step }) => [all.byteOffset + at, step]);
  if ([bytes, ...places].some((offset) => offset % 4 !== 0)) {
    for (let i = 0; i < rows; i++) {
      const start = from.at + i * from.step;
      to.bytes.set(from.bytes.subarray(start, start + bytes), to.at + i * to.step);
    }
    return;
  }
  const [source, target] = [from, to].map(
    ({ bytes: all, at, step }) => new Uint32Array(all.buffer, all.byteOffset + at, ((rows - 1) * step + bytes) / 4),
  );
  const words = bytes / 4;
  for (let i = 0; i < rows; i++) {
    const [read, write] = [(i * from.step) / 4, (i * to.step) / 4];
    for (let k = 0; k < words; k++) target[write + k] = source[read + k];
  }
}

/** Chunks as they are: those that follow each other in the file are read at once, to where they belong. */
async function readPlainInto(
  into: Uint8Array,
  source: Source,
  { span, width, element, starts, sizes }: ChunkTable,
  { from, chunks }: { readonly from: number; readonly chunks: readonly number[] },
): Promise<boolean> {
  const row = width * element;
  const end = from + into.length / row;
  for (let k = 0; k < chunks.length; ) {
    const first = chunks[k];
    const begin = Math.max(from, first * span);
    let stop = begin;
    do {
      const chunk = chunks[k++];
      stop = Math.min(end, (chunk + 1) * span);
      // The last piece of what lies in one may be shorter than the others.
      if (sizes[chunk] < (stop - chunk * span) * row) return false;
    } while (k < chunks.length && starts[chunks[k]] === starts[chunks[k] - 1] + span * row);
    const bytes = into.subarray((begin - from) * row, (stop - from) * row);
    const read = await source.read(starts[first] + (begin - first * span) * row, bytes.length, bytes);
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

/** Byte k of number i stands at k x numbers + i. */
function unshuffled(bytes: Uint8Array, element: number): Uint8Array {
  const count = bytes.length / element;
  const together = new Uint8Array(bytes.length);
  if (element % 4 === 0) {
    // Words of four bytes, as processors that run this store them: the lowest byte first.
    const words = new Uint32Array(together.buffer);
    const step = element / 4;
    for (let word = 0; word < step; word++) {
      const [b0, b1, b2, b3] = [0, 1, 2, 3].map((k) => {
        const from = (4 * word + k) * count;
        return bytes.subarray(from, from + count);
      });
      for (let i = 0; i < count; i++) words[i * step + word] = b0[i] | (b1[i] << 8) | (b2[i] << 16) | (b3[i] << 24);
    }
    return together;
  }
  for (let k = 0; k < element; k++) {
    for (let i = 0, from = k * count; i < count; i++, from++) together[i * element + k] = bytes[from];
  }
  return together;
}
