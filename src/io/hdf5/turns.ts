import { silentTask, type Task } from "../../core/task.ts";
import type { Hdf5Access } from "../hdf5Access.ts";
import type { Source } from "../source.ts";
import { decodeNumbers, type NumericArray } from "../stored/numbers.ts";
import type { BlockRequest, Reading } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";
import { readChunksInto, Scratch } from "./chunkRows.ts";
import { type ChunkTable, chunkTable } from "./chunks.ts";
import { Hdf5File, type PlainList, withHdf5 } from "./hdf5.ts";
import { type Lists, readLists } from "./lists.ts";
import { superblockOffset } from "./superblock.ts";

/** Blocks of fewer numbers than this are read at once. */
const LARGE = 1 << 16;

/**
 * Read from an HDF5 file at once, long lists beside the HDF5 library.
 *
 * @param wanted paths of arrays that will be requested as a whole.
 */
export async function readWithLists<T>(
  source: Source,
  wanted: (file: StoredTree) => readonly string[],
  read: (file: StoredTree) => T,
): Promise<T> {
  const lists = await readLists(source, wanted);
  return withHdf5(await source.mount(), (file) => read(treeOf(source.name, () => file, lists)));
}

/**
 * Run a reading over an HDF5 file in turns. The library works without a break while a file is open, so
 * the file is closed after each large block: events get through every now and then, and blocks that are compressed in the usual way are
 * inflated by the platform, faster and on several cores.
 *
 * @param wanted paths of arrays that the reading will request as a whole.
 * @throws cancelled when the signal of the task fires; whatever the reading throws.
 */
export async function readInTurns<T>(
  source: Source,
  read: (file: StoredTree) => Reading<T>,
  { wanted }: { readonly wanted?: (file: StoredTree) => readonly string[] } = {},
  task: Task = silentTask,
): Promise<T> {
  let turn: (() => Hdf5File) | undefined;
  const file = (): Hdf5File => {
    if (turn === undefined) throw new Error("internal: expected the request of a block between turns");
    return turn();
  };
  const lists = wanted ? await readLists(source, wanted) : new Map<string, never>();
  const reading = read(treeOf(source.name, file, lists));
  const blocks = new Map<string, Blocks | undefined>();
  /** What was requested ahead of time. */
  const early = new Map<string, Promise<NumericArray | undefined>>();
  const scratch = new Scratch();
  let share = 0;
  let step: IteratorResult<BlockRequest, T> | undefined;
  let ready: NumericArray | undefined;
  for (;;) {
    const unknown = withHdf5WhenAsked(await source.mount(), (open): PlainList | undefined => {
      turn = open;
      step = step === undefined ? reading.next() : answer(reading, step, { file, lists, ready });
      ready = undefined;
      while (!step.done && !isLarge(step.value)) step = answer(reading, step, { file, lists, ready });
      return step.done || blocks.has(step.value.path) ? undefined : file().plainList(step.value.path);
    });
    turn = undefined;
    if (step === undefined) throw new Error("internal: a reading that did not begin");
    if (step.done) return step.value;
    const { path, from = [0], count = [0] } = step.value;
    if (!blocks.has(path)) blocks.set(path, unknown && (await blocksOf(source, unknown)));
    const found = blocks.get(path);
    if (found && isWide(step.value, found)) {
      const begun = early.get(keyOf(step.value)) ?? readBlock(source, step.value, found, scratch);
      early.delete(keyOf(step.value));
      for (const next of step.value.ahead ?? []) {
        const known = blocks.get(next.path);
        if (known === undefined || early.has(keyOf(next)) || !isWithoutScratch(next, known)) continue;
        const block = readBlock(source, next, known, scratch);
        // Callers get the error.
        block.catch(() => undefined);
        early.set(keyOf(next), block);
      }
      ready = await begun;
      // A matrix is read once its values are; its indices do not count.
      if (!path.endsWith("/indices")) share = (from[0] + count[0]) / found.location.length;
    }
    await task.update(share);
  }
}

/** @returns undefined for what is left to the HDF5 library. */
async function readBlock(
  source: Source,
  { from = [0], count = [0], into }: BlockRequest,
  { location, table, buffer }: Blocks,
  scratch: Scratch,
): Promise<NumericArray | undefined> {
  const own = fitting(into, location);
  const bytes = own
    ? new Uint8Array(own.buffer, own.byteOffset, own.byteLength)
    : buffer(count[0] * location.width * location.size);
  if (!(await readChunksInto(bytes, source, table, { from: from[0], scratch }))) return undefined;
  return own ?? decodeNumbers(bytes, location);
}

const keyOf = ({ path, from }: BlockRequest) => `${path} ${from}`;

/** Whether a block goes straight to where it belongs, so that others may be read at the same time. */
const isWithoutScratch = (request: BlockRequest, found: Blocks) =>
  isWide(request, found) && !found.table.deflated && fitting(request.into, found.location) !== undefined;

/** The memory offered, as numbers of the kind that is stored; undefined where it is none of these. */
function fitting(into: BlockRequest["into"], { type, size, signed }: PlainList): NumericArray | undefined {
  // Type 1 is floating point.
  if (into === undefined || size !== 4 || (type === 1) !== into instanceof Float32Array) return undefined;
  return signed && type !== 1 ? new Int32Array(into.buffer, into.byteOffset, into.length) : into;
}

/** As `withHdf5`, but the file is opened only when it is requested. */
function withHdf5WhenAsked<T>(access: Hdf5Access, use: (file: () => Hdf5File) => T): T {
  let open: Hdf5File | undefined;
  try {
    return use(() => {
      open ??= new Hdf5File(access);
      return open;
    });
  } finally {
    open?.close();
    access.release();
  }
}

/** A list or a matrix whose chunks are known. */
interface Blocks {
  readonly location: PlainList;
  readonly table: ChunkTable;
  /** So many bytes, the same ones in each turn. */
  readonly buffer: (bytes: number) => Uint8Array;
}

interface Answers {
  readonly file: () => Hdf5File;
  readonly lists: Lists;
  readonly ready: NumericArray | undefined;
}

/** Give a reading what it requested. */
function answer<T>(
  reading: Reading<T>,
  step: IteratorResult<BlockRequest, T>,
  { file, lists, ready }: Answers,
): IteratorResult<BlockRequest, T> {
  if (step.done) return step;
  const { path, from, count } = step.value;
  let block: NumericArray;
  try {
    block = ready ?? wholeOf(lists, path, from) ?? file().numbers(path, from, count);
  } catch (error) {
    return reading.throw(error);
  }
  return reading.next(block);
}

function wholeOf(lists: Lists, path: string, from: BlockRequest["from"]): NumericArray | undefined {
  const whole = from === undefined ? lists.get(path) : undefined;
  return ArrayBuffer.isView(whole) ? whole : undefined;
}

const isLarge = ({ from, count }: BlockRequest) => from !== undefined && count !== undefined && spanOf(count) >= LARGE;
const spanOf = (count: readonly number[]) => count.reduce((product, span) => product * span, 1);

/** Whether a block has whole rows. */
const isWide = ({ from = [], count = [] }: BlockRequest, { location }: Blocks) =>
  count.length === 1 ? location.width === 1 : from[1] === 0 && count[1] === location.width;

/** Where the chunks of an array lie; undefined for one that is stored in a way of its own. */
async function blocksOf(source: Source, location: PlainList): Promise<Blocks | undefined> {
  const base = await superblockOffset(source);
  const table = base === undefined ? undefined : await chunkTable(source, { base, ...location });
  return table && { table, location, buffer: reused() };
}

/** Fresh memory for each block would keep the collector of garbage busy. */
function reused(): (bytes: number) => Uint8Array {
  let last = new Uint8Array(0);
  return (bytes) => {
    if (last.length !== bytes) last = new Uint8Array(bytes);
    return last;
  };
}

/** The file that is open in a turn, as one tree for all turns. */
function treeOf(name: string, file: () => Hdf5File, lists: Lists): StoredTree {
  return {
    name,
    kind: (path) => file().kind(path),
    keys: (path) => file().keys(path),
    hasAttribute: (path, attribute) => file().hasAttribute(path, attribute),
    attribute: (path, attribute) => file().attribute(path, attribute),
    text: (path, attribute) => file().text(path, attribute),
    info: (path) => file().info(path),
    numbers: (path, from, count) => wholeOf(lists, path, from) ?? file().numbers(path, from, count),
    strings(path) {
      const whole = lists.get(path);
      return Array.isArray(whole) ? whole : file().strings(path);
    },
    records: (path) => file().records(path),
  };
}
