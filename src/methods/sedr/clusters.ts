import { kMeans } from "../../cluster/kMeans.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";

/** Starts of k-means; the best one counts. */
const restarts = 20;

/** [count, d] centres of k-means, the best of 20 starts. */
export async function centresOf(z: Matrix, count: number, rng: Random, task: Task): Promise<Float32Array> {
  let best = kMeans(z, count, {}, rng.split(0));
  for (let restart = 1; restart < restarts; restart++) {
    if (task.due()) await task.update(0, `cluster centres, start ${restart + 1} of ${restarts}`);
    const found = kMeans(z, count, {}, rng.split(restart));
    if (found.inertia < best.inertia) best = found;
  }
  return Float32Array.from(best.centroids.values);
}

/** [n, count] soft assignments by Student's t: q_ik proportional to 1 / (1 + squared distance to the centre). */
export function assignments({ rows: n, columns: d, values }: Matrix, centres: Float32Array): Float64Array {
  const count = centres.length / d;
  const q = new Float64Array(n * count);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let k = 0; k < count; k++) {
      let square = 0;
      for (let u = 0; u < d; u++) square += (values[i * d + u] - centres[k * d + u]) ** 2;
      total += q[i * count + k] = 1 / (1 + square);
    }
    for (let k = 0; k < count; k++) q[i * count + k] /= total;
  }
  return q;
}

/** Assignments sharpened: p_ik proportional to q_ik^2 / sum_i q_ik, rows of sum 1. */
export function sharpened(q: Float64Array, count: number): Float32Array {
  const sizes = new Float64Array(count);
  for (let e = 0; e < q.length; e++) sizes[e % count] += q[e];
  const target = new Float32Array(q.length);
  for (let first = 0; first < q.length; first += count) {
    let total = 0;
    for (let k = 0; k < count; k++) total += q[first + k] ** 2 / sizes[k];
    for (let k = 0; k < count; k++) target[first + k] = q[first + k] ** 2 / sizes[k] / total;
  }
  return target;
}
