import type { Hdf5Library } from "../hdf5Access.ts";

/** The library, and how much memory it may have. */
export interface BoundedLibrary {
  readonly library: Hdf5Library;
  /** From now on the library's memory grows to this many bytes at most; to its own limit, 2 GiB, when not given. */
  bound(most?: number): void;
}

const PAGE = 65_536;

/**
 * Load the HDF5 library such that its memory can be bounded. It believes lengths in a file: one wrong byte makes it request 2
 * GiB to read a name. A refused request is reported as an error.
 *
 * Its memory is an object that it keeps to itself, so the one way to it is to look at what is made while it loads.
 *
 * @param load imports the library and waits until it is ready.
 */
export async function loadBounded(load: () => Promise<Hdf5Library>): Promise<BoundedLibrary> {
  const { instantiate } = WebAssembly;
  const memories: WebAssembly.Memory[] = [];
  const watching = async (...given: Parameters<typeof instantiate>) => {
    const made: unknown = await instantiate(...given);
    const { exports } = (made as Partial<WebAssembly.WebAssemblyInstantiatedSource>).instance ?? { exports: {} };
    if (exports.memory instanceof WebAssembly.Memory) memories.push(exports.memory);
    return made;
  };
  // The same function in its two forms, which cannot be distinguished here.
  WebAssembly.instantiate = watching as typeof instantiate;
  let library: Hdf5Library;
  try {
    library = await load();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
  let limit = Number.POSITIVE_INFINITY;
  // Something else may be loaded at the same time.
  const memory = memories.find(({ buffer }) => buffer === library.Module.HEAPU8.buffer);
  if (memory !== undefined) {
    memory.grow = (pages) => {
      const bytes = memory.buffer.byteLength + pages * PAGE;
      if (bytes > limit) throw new RangeError(`${bytes} bytes for the HDF5 library, which may have ${limit}`);
      return WebAssembly.Memory.prototype.grow.call(memory, pages);
    };
  }
  return {
    library,
    bound(most = Number.POSITIVE_INFINITY) {
      limit = most;
    },
  };
}
