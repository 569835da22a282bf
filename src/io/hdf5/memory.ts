import type { Hdf5Library } from "../hdf5Access.ts";

/** The library, and how much memory it may have. */
export interface BoundedLibrary {
  readonly library: Hdf5Library;
  /** From now on the library's memory grows to this many bytes at most; to its own limit, 2 GiB, when not given. */
  bound(most?: number): void;
}

const PAGE = 65_536;

/**
 * Load the HDF5 library such that its memory can be bounded and failed calls leave nothing on its stack. It believes lengths in a file: one wrong byte makes it request 2
 * GiB to read a name. A refused request is reported as an error.
 *
 * Its memory is an object that it keeps to itself, so the one way to it is to look at what is made while it loads.
 *
 * @param load imports the library and waits until it is ready.
 */
export async function loadBounded(load: () => Promise<Hdf5Library>): Promise<BoundedLibrary> {
  const { instantiate } = WebAssembly;
  const loaded: WebAssembly.Exports[] = [];
  const watching = async (...given: Parameters<typeof instantiate>) => {
    const made: unknown = await instantiate(...given);
    const { exports } = (made as Partial<WebAssembly.WebAssemblyInstantiatedSource>).instance ?? { exports: {} };
    loaded.push(exports);
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
  const own = loaded.find(
    ({ memory: each }) => each instanceof WebAssembly.Memory && each.buffer === library.Module.HEAPU8.buffer,
  );
  const memory = own?.memory;
  if (own !== undefined) keepStack(library, own);
  if (memory instanceof WebAssembly.Memory) {
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

/**
 * Let every call of the library that throws give back its part of the stack. Errors of HDF5 leave through its frames as exceptions of
 * JavaScript, which keeps some 1,000 bytes of the stack each; after about 2,000 of them the stack of 2 MB grew over the library's own data, and sound
 * files could no longer be read.
 */
function keepStack(
  { Module }: Hdf5Library,
  { emscripten_stack_get_current: current, ...exports }: WebAssembly.Exports,
) {
  const { _emscripten_stack_restore: restore } = exports;
  if (typeof current !== "function" || typeof restore !== "function") {
    throw new Error("internal: expected an HDF5 library that lets its stack be restored");
  }
  const functions = Module as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value !== "function") continue;
    functions[name] = new Proxy(value, {
      apply(target, self, given) {
        const before = current();
        try {
          return Reflect.apply(target, self, given);
        } catch (error) {
          restore(before);
          throw error;
        }
      },
    });
  }
}
