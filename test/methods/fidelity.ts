import { readFileSync } from "node:fs";
import { nativeEngine } from "../../src/engine/node.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { wasmEngine } from "../../src/engine/web.ts";

/** Engines that every formula of a method is held to. */
export const engines = [
  ["reference", async () => referenceEngine],
  ["native", () => nativeEngine({ threads: 1 })],
  ["wasm", () => wasmEngine()],
] as const;

/** A file of fixtures/methods. */
export function methodFixture<Fixture>(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../../fixtures/methods/${name}.json`, import.meta.url), "utf8"));
}

/** Largest difference of two arrays over the largest value of the second; Infinity where their lengths differ. */
export function apart(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let [largest, difference] = [0, 0];
  for (let e = 0; e < wanted.length; e++) {
    largest = Math.max(largest, Math.abs(wanted[e]));
    difference = Math.max(difference, Math.abs(found[e] - wanted[e]));
    if (!Number.isFinite(found[e])) return Number.POSITIVE_INFINITY;
  }
  return difference / largest;
}

/** All values of some arrays, one after the other. */
export function flat(arrays: Readonly<Record<string, readonly number[]>>, names: readonly string[]): Float32Array {
  return Float32Array.from(names.flatMap((name) => arrays[name]));
}

/** Rows of n in another order: row i of the result is row order[i] of the values. */
export function reordered(values: ArrayLike<number>, order: ArrayLike<number>): Float64Array {
  const width = values.length / order.length;
  return Float64Array.from(
    { length: values.length },
    (_, e) => values[order[Math.floor(e / width)] * width + (e % width)],
  );
}

/** Sparse rows of dense values. */
export function sparseOf(values: readonly number[], rows: number) {
  const columns = values.length / rows;
  const starts = new Uint32Array(rows + 1);
  const entries: { readonly column: number; readonly value: number }[] = [];
  values.forEach((value, at) => {
    if (value !== 0) entries.push({ column: at % columns, value });
    starts[Math.floor(at / columns) + 1] = entries.length;
  });
  return {
    ...{ rows, columns, starts },
    indices: Uint32Array.from(entries, ({ column }) => column),
    values: Float32Array.from(entries, ({ value }) => value),
  };
}
