import { createRandom } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Product } from "../../math/linearAlgebra/multiply.ts";
import { mutualInformationOfPairs } from "../../math/statistics/agreement.ts";

/** Cells: agreement of partitions of more is that on a sample of so many, whose error is below 0.01. */
const sampleAbove = 20_000;

/**
 * Normalised mutual information of each two of some partitions.
 *
 * @param partitions each [n].
 * @returns [partitions, partitions], symmetric, 1 on the diagonal.
 */
export async function pairwiseAgreement(partitions: readonly Int32Array[], task: Task = silentTask): Promise<Product> {
  const size = partitions.length;
  const values = new Float64Array(size * size).fill(1);
  const sharedBy = mutualInformationOfPairs(sampledPartitions(partitions));
  for (let a = 0; a < size; a++) {
    await task.update((a * a) / (size * size));
    for (let b = 0; b < a; b++) {
      // Ward's fit may be the likeliest one too.
      const shared = partitions[a] === partitions[b] ? 1 : sharedBy(a, b);
      values[a * size + b] = shared;
      values[b * size + a] = shared;
    }
  }
  return { rows: size, columns: size, values };
}

function sampledPartitions(partitions: readonly Int32Array[]): readonly Int32Array[] {
  const n = partitions[0]?.length ?? 0;
  if (n <= sampleAbove) return partitions;
  const cells = createRandom(0).split("agreement").permutation(n).slice(0, sampleAbove);
  return partitions.map((labels) => Int32Array.from(cells, (cell) => labels[cell]));
}
