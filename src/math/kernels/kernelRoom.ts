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

/** Memory for one use of the kernels, with arrays in it; a kernel gets an array as its `byteOffset`. */
export interface KernelRoom<Arrays extends Shapes> {
  readonly kernels: Kernels;
  /** Zeros at first. */
  readonly arrays: { readonly [Name in keyof Arrays]: InstanceType<(typeof kinds)[Arrays[Name][0]]> };
  /**
   * Give the room back for a later one: its arrays are not used any more. What is never given back goes with the last view of an
   * array, which costs the collection of all garbage where there are many.
   */
  free(): void;
}

const page = 2 ** 16;
/** What 32 bits address. */
const mostPages = 2 ** 16;
/** Every array starts at a multiple of this, as vectors and lines of the cache do. */
const line = 64;

/** Rooms of up to these are kept for a later use, and so many. */
const keptPages = 2 ** 8;
const mostKept = 4;

/** Kernels with their memory. */
interface Place {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
}

let compiled: WebAssembly.Module | undefined;
const free: Place[] = [];

/**
 * Room for arrays that kernels work on.
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
  const place = placeOf(end);
  const { buffer } = place.memory;
  const arrays = starts.map(({ name, kind, length, start }) => [name, new kinds[kind](buffer, start, length)]);
  let isFree = false;
  return {
    kernels: place.kernels,
    // The names and kinds are those of the shapes.
    arrays: Object.fromEntries(arrays) as KernelRoom<Arrays>["arrays"],
    free() {
      if (!isFree && buffer.byteLength <= keptPages * page && free.length < mostKept) free.push(place);
      isFree = true;
    },
  };
}

/** The smallest kept place of so many bytes, zeros again, or a new one. */
function placeOf(bytes: number): Place {
  let best = -1;
  for (const [at, { memory }] of free.entries()) {
    const size = memory.buffer.byteLength;
    if (size >= bytes && (best < 0 || size < free[best].memory.buffer.byteLength)) best = at;
  }
  if (best >= 0) {
    const [place] = free.splice(best, 1);
    new Uint8Array(place.memory.buffer, 0, bytes).fill(0);
    return place;
  }
  const pages = Math.ceil(bytes / page);
  // Powers of two fit more of the rooms to come. None that is free does: the smallest makes room for this one.
  const memory = memoryOf(page * (pages <= keptPages ? 2 ** Math.ceil(Math.log2(pages)) : pages));
  if (free.length === mostKept) {
    free.sort((a, b) => b.memory.buffer.byteLength - a.memory.buffer.byteLength);
    free.pop();
  }
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0)));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  // The test of the code holds its exports to their types.
  return { kernels: exports as unknown as Kernels, memory };
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
