import { readFileSync } from "node:fs";
import { silentTask } from "../../src/core/task.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { wasmEngine } from "../../src/engine/web.ts";
import type { MethodInputs } from "../../src/methods/inputs.ts";
import type { Method } from "../../src/methods/method.ts";

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

/** Losses of training from random starts in PyTorch: of the last epochs, mean and standard deviation over seeds. */
export interface EndOfTraining {
  readonly epochs: number;
  readonly last: number;
  readonly seeds: number;
}

/** Seeds here: training takes most of the time of these tests. */
const ownSeeds = 3;

/**
 * Means of the losses over the last epochs of training from random starts, and over seeds.
 *
 * @param inputs those that the method reads.
 */
export async function endOfTraining<Options extends object>(
  method: Method<Options>,
  inputs: Partial<MethodInputs>,
  options: Options,
  { last }: EndOfTraining,
): Promise<Readonly<Record<string, number>>> {
  const engine = await nativeEngine({ threads: 1 });
  const sums: Record<string, number> = {};
  for (let seed = 0; seed < ownSeeds; seed++) {
    const { losses } = await method.embed(inputs as MethodInputs, options, {
      ...{ seed, domains: undefined, task: silentTask, resume: undefined },
      engine: async () => engine,
      startDomains: () => Promise.reject(new Error("no domains are wanted")),
      save: async () => undefined,
    });
    for (const [name, values] of Object.entries(losses)) {
      const total = values.slice(-last).reduce((sum, value) => sum + value, 0);
      sums[name] = (sums[name] ?? 0) + total / last / ownSeeds;
    }
  }
  return sums;
}

/** How far the means over seeds may lie apart: four standard errors of their difference. */
export const allowedApart = (sd: number, { seeds }: EndOfTraining) => 4 * sd * Math.sqrt(1 / seeds + 1 / ownSeeds);

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
