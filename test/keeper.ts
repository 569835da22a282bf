import type { PartStore } from "../src/core/task.ts";
import { pack, unpack } from "../src/io/bytes/packed.ts";

/** What was kept, as bytes in plain records: nothing is shared with who made it. */
export type Kept = Map<string, string>;

/**
 * Keeps parts as a run does and, as a kill would, ends the work once it has kept so many more.
 *
 * @param kept by earlier processes; gains what is kept now.
 */
export function partStore(kept: Kept, parts = Number.POSITIVE_INFINITY): PartStore {
  let left = parts;
  return {
    async load(key) {
      const before = kept.get(key);
      return before === undefined ? undefined : restored(before);
    },
    async save(key, value) {
      kept.set(key, stored(value));
      if (--left === 0) throw new Error("killed");
    },
  };
}

function stored(value: unknown): string {
  const { tree, arrays } = pack(value);
  const bytes = arrays.map((array) => [
    array.constructor.name,
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64"),
  ]);
  return JSON.stringify({ tree, bytes });
}

function restored(text: string): unknown {
  const { tree, bytes } = JSON.parse(text);
  const kinds = { Float64Array, Float32Array, Int32Array, Uint32Array };
  const arrays = bytes.map(([kind, base64]: [keyof typeof kinds, string]) => {
    const { buffer } = new Uint8Array(Buffer.from(base64, "base64"));
    return new kinds[kind](buffer);
  });
  return unpack({ tree, arrays });
}

/** Begin again and again, each time cut off after one more part, until the work is done. @returns its result, and how often it was cut off. */
export async function inLives<T>(work: (store: PartStore) => Promise<T>): Promise<{ result: T; cuts: number }> {
  const kept: Kept = new Map();
  for (let cuts = 0; ; cuts++) {
    try {
      return { result: await work(partStore(kept, 1)), cuts };
    } catch (error) {
      if (!(error instanceof Error) || error.message !== "killed") throw error;
    }
  }
}
