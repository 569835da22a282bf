import { inflate } from "../bytes/inflate.ts";
import type { Folder, Source } from "../source.ts";
import { blockCache } from "./blockCache.ts";
import { pageLibrary } from "./hdf5Library.ts";
import { type RangeFile, rangeRequests } from "./rangeRequests.ts";
import { besideAt, type Place, sourceFolder } from "./sourceFolder.ts";
import { mountSync } from "./syncBytes.ts";

/** Bytes of a block: small reads fetch whole blocks, so that neighbouring ones cost one request. */
const blockSize = 2 ** 18;
/** Reads of so many bytes go around the blocks: they fetch what is wanted and no more. */
const large = 2 ** 22;
/** Bytes of the blocks that are kept. Arrays that are read side by side need some blocks each. */
const kept = 96 * 2 ** 20;

/**
 * A file of a server, read by ranges: what is not wanted is not fetched, and nothing twice as long as it is kept.
 *
 * @throws (`read`) bad-file when the server does not answer, the file has changed or ends early.
 * @example
 * import { rangeSource } from "cellscape/browser";
 * const source = rangeSource({ address: "/files/tissue.h5ad", size: 1_000_000 }, "tissue.h5ad");
 */
export function rangeSource(file: RangeFile, name: string, place?: Place): Source {
  const { size } = file;
  const requests = rangeRequests(file, name);
  const cache = blockCache(kept);
  const coming = new Map<number, Promise<Uint8Array>>();
  const endOf = (block: number) => Math.min(size, (block + 1) * blockSize);

  /** Blocks that lie side by side and have to be fetched: `first .. last`. */
  const missing = (first: number, last: number, isHere: (block: number) => boolean) => {
    const runs: (readonly [number, number])[] = [];
    for (let block = first; block <= last; block++) {
      if (isHere(block)) continue;
      const run = runs.at(-1);
      if (run?.[1] === block - 1) runs[runs.length - 1] = [run[0], block];
      else runs.push([block, block]);
    }
    return runs;
  };
  const keep = (first: number, bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += blockSize) {
      // A copy, so that one block does not hold the memory of all that came with it.
      cache.put(first + at / blockSize, bytes.slice(at, at + blockSize));
    }
  };
  const blocksOf = async (first: number, last: number): Promise<Uint8Array[]> => {
    for (const [begin, end] of missing(first, last, (block) => coming.has(block) || cache.get(block) !== undefined)) {
      const bytes = requests.get(begin * blockSize, endOf(end)).then((all) => {
        keep(begin, all);
        return all;
      });
      for (let block = begin; block <= end; block++) {
        const own = bytes.then((all) => all.subarray((block - begin) * blockSize, (block + 1 - begin) * blockSize));
        coming.set(block, own);
        const done = () => void coming.delete(block);
        own.then(done, done);
      }
    }
    const blockAt = (block: number) => {
      const found = cache.get(block) ?? coming.get(block);
      if (found === undefined) throw new Error(`internal: block ${block} of ${name} was not requested`);
      return found;
    };
    return Promise.all(Array.from({ length: last + 1 - first }, (_, k) => blockAt(first + k)));
  };
  const readNow = (into: Uint8Array, at: number): number => {
    const end = Math.min(size, at + into.length);
    if (end <= at) return 0;
    if (end - at >= large) {
      into.set(requests.getNow(at, end));
      return end - at;
    }
    const [first, last] = [Math.floor(at / blockSize), Math.floor((end - 1) / blockSize)];
    // A block that was fetched a moment ago may give way to the next: so they are used at once.
    const use = (begin: number, bytes: Uint8Array) => {
      const start = begin * blockSize;
      const [from, to] = [Math.max(at, start), Math.min(end, start + bytes.length)];
      into.set(bytes.subarray(from - start, to - start), from - at);
    };
    const isHere = (block: number) => {
      const bytes = cache.get(block);
      if (bytes) use(block, bytes);
      return bytes !== undefined;
    };
    for (const [begin, until] of missing(first, last, isHere)) {
      const bytes = requests.getNow(begin * blockSize, endOf(until));
      use(begin, bytes);
      keep(begin, bytes);
    }
    return end - at;
  };

  return {
    kind: "file",
    name,
    size,
    async read(offset, length) {
      const from = Math.min(Math.max(0, offset), size);
      const to = Math.min(size, from + Math.max(0, length));
      if (to - from >= large || to <= from) return requests.get(from, to);
      const first = Math.floor(from / blockSize);
      const blocks = await blocksOf(first, Math.floor((to - 1) / blockSize));
      const bytes = new Uint8Array(to - from);
      for (const [k, block] of blocks.entries()) {
        const start = (first + k) * blockSize;
        const part = block.subarray(Math.max(0, from - start), to - start);
        bytes.set(part, Math.max(0, start - from));
      }
      return bytes;
    },
    inflate: (bytes, most) => inflate(bytes, "deflate", most),
    version: requests.version,
    isSound: requests.isSound,
    async mount() {
      const { library, fs, bound, poison, isWhole } = await pageLibrary();
      const { path, unmount } = mountSync(fs, { size: () => size, read: readNow });
      const release = () => {
        if (isWhole()) unmount();
      };
      return { library, path, name, size, plugins: false, bound, poison, release };
    },
    beside: besideAt(name, place),
  };
}

/**
 * Files of a server as a folder, by their paths inside it.
 *
 * @throws bad-file when a path is none inside a folder.
 */
export function rangeFolder(name: string, files: ReadonlyMap<string, RangeFile>): Folder {
  return sourceFolder(name, files, rangeSource);
}
