import { silentTask, type Task } from "../core/task.ts";

/**
 * Greedy agglomeration: the two living clusters with the least cost are merged until one is left. Costs are held for
 * all pairs, [count (count - 1) / 2] of float64, and for each cluster the cheapest of those before it; a merge prices the
 * pairs of the merged cluster anew.
 *
 * @param count clusters at the start.
 * @param cost of a merge of two living clusters: it may change with merges of these two only.
 * @param merge joins `gone` to `kept`, which is below it; `at` counts the merges.
 */
export async function mergeCheapest(
  count: number,
  cost: (a: number, b: number) => number,
  merge: (kept: number, gone: number, at: number) => void,
  task: Task = silentTask,
): Promise<void> {
  const costs = new Float64Array((count * (count - 1)) / 2);
  const cheapest = new Int32Array(count).fill(-1);
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const living = Array.from({ length: count }, (_, cluster) => cluster);
  const rowOf = (cluster: number) => (cluster * (cluster - 1)) / 2;
  const lookBefore = (position: number) => {
    const cluster = living[position];
    const row = rowOf(cluster);
    least[cluster] = Number.POSITIVE_INFINITY;
    cheapest[cluster] = -1;
    for (let p = 0; p < position; p++) {
      const value = costs[row + living[p]];
      if (value >= least[cluster]) continue;
      least[cluster] = value;
      cheapest[cluster] = living[p];
    }
  };
  for (let a = 0; a < count; a++) {
    const row = rowOf(a);
    for (let b = 0; b < a; b++) costs[row + b] = cost(b, a);
    lookBefore(a);
    if (task.due()) await task.update((0.4 * a) / count);
  }
  for (let at = 0; living.length > 1; at++) {
    if (task.due()) await task.update(0.4 + (0.6 * at) / count);
    let gone = living[1];
    for (const cluster of living) if (least[cluster] < least[gone]) gone = cluster;
    const kept = cheapest[gone];
    merge(kept, gone, at);
    living.splice(living.indexOf(gone), 1);
    for (const [position, other] of living.entries()) {
      if (other < kept) {
        costs[rowOf(kept) + other] = cost(other, kept);
        continue;
      }
      if (other > kept) {
        const value = cost(kept, other);
        costs[rowOf(other) + kept] = value;
        if (cheapest[other] !== kept && cheapest[other] !== gone) {
          if (value < least[other]) {
            least[other] = value;
            cheapest[other] = kept;
          }
          continue;
        }
      }
      lookBefore(position);
    }
  }
}
