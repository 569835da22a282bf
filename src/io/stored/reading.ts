import { silentTask, type Task } from "../../core/task.ts";
import type { NumericArray } from "./numbers.ts";
import type { StoredTree } from "./tree.ts";

/** A block of an array: its first element and its extent along each axis; the whole array without them. */
export interface BlockRequest {
  readonly path: string;
  readonly from?: readonly number[];
  readonly count?: readonly number[];
  /** Memory that the numbers may be read into, where they are stored as its own; the answer is then a view of it. */
  readonly into?: Uint32Array | Float32Array;
  /** Blocks with memory of their own that will be requested next, and may be read in the meantime. */
  readonly ahead?: readonly BlockRequest[];
}

/**
 * A function that requests one block of numbers after the other and answers with `T`. What HDF5 reads at once and zarr
 * reads in due time is thereby written once: `const values = yield { path, from, count }`. A block is its own until
 * another block of the same array is requested.
 */
export type Reading<T> = Generator<BlockRequest, T, NumericArray>;

/** Run a reading over a tree that has its numbers at hand. */
export function readNow<T>(file: StoredTree, reading: Reading<T>): T {
  let step = reading.next();
  while (!step.done) {
    const { path, from, count } = step.value;
    let block: NumericArray;
    try {
      block = file.numbers(path, from, count);
    } catch (error) {
      step = reading.throw(error);
      continue;
    }
    step = reading.next(block);
  }
  return step.value;
}

/**
 * Run a reading over numbers that arrive later.
 *
 * @param tree lengths of the arrays that blocks are requested from.
 * @throws cancelled when the signal of the task fires; whatever the reading throws.
 */
export async function readLater<T>(
  tree: Pick<StoredTree, "info"> & { readonly block: (request: BlockRequest) => Promise<NumericArray> },
  reading: Reading<T>,
  task: Task = silentTask,
): Promise<T> {
  let share = 0;
  let step = reading.next();
  while (!step.done) {
    let block: NumericArray;
    try {
      block = await tree.block(step.value);
    } catch (error) {
      step = reading.throw(error);
      continue;
    }
    const { path, from, count } = step.value;
    // A matrix is read once its values are; its indices do not count.
    if (from && count && !path.endsWith("/indices")) share = (from[0] + count[0]) / tree.info(path).shape[0];
    await task.update(share);
    step = reading.next(block);
  }
  return step.value;
}
