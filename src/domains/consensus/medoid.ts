import { silentTask, type Task } from "../../core/task.ts";
import { mutualInformationOfPairs } from "../../math/statistics/agreement.ts";

export interface Medoid {
  /** Index of the partition that agrees most with the others; the first of equals. */
  readonly chosen: number;
  /** Mean normalised mutual information of each partition with the others; 1 when there is only one. */
  readonly agreement: Float64Array;
}

/**
 * The most central of several partitions of the same cells: the one with the highest mean normalised mutual information
 * to the others. It reads no labels from outside and does not depend on how clusters are numbered.
 *
 * @param partitions at least one, each [n]. Cost: one pass over the cells for each pair.
 */
export async function medoid(partitions: readonly Int32Array[], task: Task = silentTask): Promise<Medoid> {
  const count = partitions.length;
  const sums = new Float64Array(count);
  const sharedBy = mutualInformationOfPairs(partitions);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const shared = sharedBy(a, b);
      sums[a] += shared;
      sums[b] += shared;
    }
    await task.update((a * (a + 1)) / (count * (count - 1) || 1));
  }
  const agreement = count === 1 ? Float64Array.of(1) : sums.map((sum) => sum / (count - 1));
  let chosen = 0;
  for (let a = 1; a < count; a++) if (agreement[a] > agreement[chosen]) chosen = a;
  return { chosen, agreement };
}
