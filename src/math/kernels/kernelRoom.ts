import { CellScapeError } from "../../core/errors.ts";
import { memoryInWords } from "../../core/memorySize.ts";
import { code } from "./code.ts";
import type { Kernels } from "./kernels.ts";

const kinds = {
  u8: Uint8Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};

type Kind = keyof typeof kinds;

/** Arrays by name: the kind of their numbers, and how many. */
type Shapes = Readonly<Record<string, readonly [kind: Kind, length: number]>>;

/** Memory of its own for one use of the kernels, with arrays in it; a kernel gets an array as its `byteOffset`. */
export interface KernelRoom<Arrays extends Shapes> {
  readonly kernels: Kernels;
  /** Zeros at first. */
  readonly arrays: { readonly [Name in keyof Arrays]: InstanceType<(typeof kinds)[Arrays[Name][0]]> };
}

const page = 2 ** 16;
/** What 32 bits address. */
const mostPages = 2 ** 16;
/** Every array starts at a multiple of this, as vectors and lines of the cache do. */
const line = 64;

let compiled: WebAssembly.Module | undefined;

/**
 * Room for arrays that kernels work on. It goes with the last view of an array.
 *
 * @throws no-memory where they are more than 4 GB or than there is.
 */
export function kernelRoom<const Arrays extends Shapes>(shapes: Arrays): KernelRoom<Arrays> {
  let end = line;
  const starts = Object.entries(shapes).map(([name, [kind, length]]) => {
    const start = end;
    end = line * Math.ceil((start + length * kinds[kind].BYTES_PER_ELEMENT) / line);
    return { name, kind, length, start };
  });
  const memory = memoryOf(end);
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0)));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const arrays = starts.map(({ name, kind, length, start }) => [name, new kinds[kind](memory.buffer, start, length)]);
  // The test of the code holds its exports to their types; the names and kinds are those of the shapes.
  return {
    kernels: exports as unknown as Kernels,
    arrays: Object.fromEntries(arrays) as KernelRoom<Arrays>["arrays"],
  };
}

function memoryOf(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / page);
  try {
    if (pages <= mostPages) return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    // Less is there than was requested.
  }
  const most = memoryInWords(mostPages * page);
  throw new CellScapeError(
    "no-memory",
    `kernels: expected room of ${memoryInWords(bytes)} (at most ${most}), got none`,
  );
}
