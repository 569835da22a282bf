import { kMeans } from "../../cluster/kMeans.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";

/** Starts of k-means; the best one counts. */
const restarts = 20;

/** Of more cells, so many random ones are clustered: training moves the centres anyway. */
const mostCells = 10_000;

/** [count, d] centres of k-means, the best of 20 starts. */
export async function centresOf(z: Matrix, count: number, rng: Random, task: Task): Promise<Float32Array> {
  const points = sampled(z, rng.split("sample"));
  let best = kMeans(points, count, {}, rng.split(0));
  for (let restart = 1; restart < restarts; restart++) {
    if (task.due()) await task.update(0, `cluster centres, start ${restart + 1} of ${restarts}`);
    const found = kMeans(points, count, {}, rng.split(restart));
    if (found.inertia < best.inertia) best = found;
  }
  return Float32Array.from(best.centroids.values);
}

function sampled(z: Matrix, rng: Random): Matrix {
  if (z.rows <= mostCells) return z;
  const d = z.columns;
  const values = new Float64Array(mostCells * d);
  for (const [at, i] of rng.permutation(z.rows).subarray(0, mostCells).entries()) {
    values.set(z.values.subarray(i * d, (i + 1) * d), at * d);
  }
  return { rows: mostCells, columns: d, values };
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
