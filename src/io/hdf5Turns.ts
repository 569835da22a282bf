import { CellScapeError } from "../errors.ts";
import { type Hdf5File, withHdf5 } from "./hdf5.ts";
import { type ChunkTable, chunkTable, type ListPlace, readChunksInto, Scratch } from "./hdf5Chunks.ts";
import { decodeNumbers, type NumericArray } from "./hdf5Numbers.ts";
import { superblockPlace } from "./hdf5Superblock.ts";
import { readTexts } from "./hdf5Texts.ts";
import type { BlockRequest, Reading, ReadWatch } from "./reading.ts";
import type { Source } from "./source.ts";
import type { StoredTree } from "./storedTree.ts";

/** Blocks of fewer numbers than this are read at once. */
const LARGE = 1 << 16;
/** Tables of AnnData with names of rows, and what is a long list of them. */
const TABLES = ["obs", "var"];
const LONG = 1 << 12;

/**
 * Run a reading over an HDF5 file in turns. The library works without a break and knows no pause while a file is open, so
 * the file is closed after each large block: events get through, and blocks that are compressed in the usual way are
 * inflated by the platform, faster and on several cores.
 *
 * @throws cancelled when the signal fires; whatever the reading throws.
 */
export async function readInTurns<T>(
  source: Source,
  read: (file: StoredTree) => Reading<T>,
  { onShare, signal }: ReadWatch = {},
): Promise<T> {
  let open: Hdf5File | undefined;
  const texts = await longTexts(source);
  const reading = read(treeOf(source.name, () => open, texts));
  const lists = new Map<string, Promise<List | undefined>>();
  const scratch = new Scratch();
  let step: IteratorResult<BlockRequest, T> | undefined;
  let ready: NumericArray | undefined;
  let share = 0;
  for (;;) {
    const list = withHdf5(await source.mount(), (file): (() => Promise<List | undefined>) | undefined => {
      open = file;
      step = step === undefined ? reading.next() : answer(file, reading, step, ready);
      ready = undefined;
      while (!step.done && !isLarge(step.value)) step = answer(file, reading, step, undefined);
      if (step.done) return undefined;
      share = shareOf(file, step.value) ?? share;
      return describe(source, file, step.value);
    });
    open = undefined;
    if (step === undefined) throw new Error("internal: a reading that did not begin");
    if (step.done) return step.value;
    const { path, from = [0], count = [0] } = step.value;
    if (!lists.has(path) && list) lists.set(path, list());
    const found = await lists.get(path);
    if (found) {
      const bytes = found.buffer(count[0] * found.size);
      if (await readChunksInto(bytes, source, found.table, { from: from[0], scratch })) ready = decodeNumbers(bytes, found);
    }
    onShare?.(share);
    await new Promise<void>((resume) => {
      setTimeout(resume, 0);
    });
    if (signal?.aborted) {
      throw new CellScapeError("cancelled", "stopped before there was a result to keep; nothing was written");
    }
  }
}

/** Long lists of names of rows, by their paths: they are read beside the library, too. */
async function longTexts(source: Source): Promise<ReadonlyMap<string, string[]>> {
  const texts = new Map<string, string[]>();
  const lists = withHdf5(await source.mount(), (file) => {
    const found = new Map<string, ListPlace>();
    for (const table of TABLES) {
      if (file.kind(table) !== "group") continue;
      for (const name of file.keys(table)) {
        const path = `${table}/${name}`;
        const list = file.textList(path);
        if (list && list.length >= LONG) found.set(path, list);
      }
    }
    return found;
  });
  const base = lists.size === 0 ? undefined : await superblockPlace(source);
  if (base === undefined) return texts;
  for (const [path, list] of lists) {
    const table = await chunkTable(source, { base, ...list });
    const all = table && (await readTexts(source, table, { base, length: list.length }));
    if (all) texts.set(path, all);
  }
  return texts;
}

/** A list whose chunks are known. */
interface List {
  readonly table: ChunkTable;
  /** So many bytes, the same ones in each turn. */
  readonly buffer: (bytes: number) => Uint8Array;
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
}

/** Give a reading what it asked for. */
function answer<T>(
  file: Hdf5File,
  reading: Reading<T>,
  step: IteratorResult<BlockRequest, T>,
  ready: NumericArray | undefined,
): IteratorResult<BlockRequest, T> {
  if (step.done) return step;
  const { path, from, count } = step.value;
  let block: NumericArray;
  try {
    block = ready ?? file.numbers(path, from, count);
  } catch (error) {
    return reading.throw(error);
  }
  return reading.next(block);
}

/** How much of a matrix was read once a block of its values is; its indices do not count. */
function shareOf(file: Hdf5File, { path, from = [0], count = [0] }: BlockRequest): number | undefined {
  return path.endsWith("/indices") ? undefined : (from[0] + count[0]) / file.info(path).shape[0];
}

const isLarge = ({ from, count }: BlockRequest) => from !== undefined && count !== undefined && spanOf(count) >= LARGE;
const spanOf = (count: readonly number[]) => count.reduce((product, span) => product * span, 1);

/** A look for the chunks of a list; undefined for what is no list of plain little-endian numbers. */
function describe(
  source: Source,
  file: Hdf5File,
  { path }: BlockRequest,
): (() => Promise<List | undefined>) | undefined {
  const list = file.plainList(path);
  if (!list) return undefined;
  const { type, size, signed } = list;
  return async () => {
    const base = await superblockPlace(source);
    const table = base === undefined ? undefined : await chunkTable(source, { base, ...list });
    return table ? { table, buffer: reused(), type, size, signed } : undefined;
  };
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
function treeOf(
  name: string,
  current: () => Hdf5File | undefined,
  texts: ReadonlyMap<string, string[]>,
): StoredTree {
  const file = (): Hdf5File => {
    const open = current();
    if (open === undefined) throw new Error("internal: a reading asks for what is not a block between turns");
    return open;
  };
  return {
    name,
    kind: (path) => file().kind(path),
    keys: (path) => file().keys(path),
    hasAttribute: (path, attribute) => file().hasAttribute(path, attribute),
    attribute: (path, attribute) => file().attribute(path, attribute),
    text: (path, attribute) => file().text(path, attribute),
    info: (path) => file().info(path),
    numbers: (path, from, count) => file().numbers(path, from, count),
    strings: (path) => texts.get(path) ?? file().strings(path),
    records: (path) => file().records(path),
  };
}
