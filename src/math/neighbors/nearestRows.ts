import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Neighbors } from "./nearest.ts";
import { type NearestRoom, nearestRoom } from "./nearestRoom.ts";
import { buildRowLeaves } from "./rowLeaves.ts";

/**
 * The exact k nearest other rows of each row, by Euclidean distance; equal distances are ordered by index. The result
 * is that of comparing all pairs, whatever the search skips: a pair is skipped only when a lower bound of its distance,
 * the one in the leading directions of the rows, is above the k-th best found.
 *
 * Cost: n^2 d at worst; embeddings, whose rows lie close to few directions, take a small part of it. Memory: three
 * copies of the rows in all.
 *
 * @param rows [n, d]
 * @param k 1 .. n - 1
 * @throws bad-option when k is not in 1 .. n - 1; bad-shape when the values are not n d; bad-data when a value is not
 * finite.
 */
export async function nearestRows(rows: Matrix, k: number, task: Task = silentTask): Promise<Neighbors> {
  const n = rows.rows;
  expectShape("nearestRows: rows", [rows.values.length / rows.columns, rows.columns], { rows: n, dims: rows.columns });
  if (!Number.isInteger(k) || k < 1 || k >= n) {
    throw new CellScapeError(
      "bad-option",
      `nearestRows: expected 1 to ${n - 1} neighbours among ${n} rows, got ${k}; use fewer neighbours`,
    );
  }
  const odd = rows.values.findIndex((value: number) => !Number.isFinite(value));
  if (odd >= 0) {
    const at = `row ${Math.floor(odd / rows.columns)}, column ${odd % rows.columns}`;
    throw new CellScapeError("bad-data", `nearestRows: expected finite values, got ${rows.values[odd]} at ${at}`);
  }
  const room = nearestRoom(rows, k, buildRowLeaves(rows));
  const search = searcher(room, k);
  const indices = new Uint32Array(n * k);
  const distances = new Float64Array(n * k);
  for (let leaf = 0; leaf < room.leaves; leaf++) {
    search(leaf, indices, distances);
    await task.update((leaf + 1) / room.leaves);
  }
  room.free();
  return { k, indices, distances };
}

/** A key of a leaf is the bits of its bound as float32 times this, and the leaf. */
const keyUnit = 2 ** 21;

/** A function that writes the k nearest rows of each row of a leaf to the result. */
function searcher({ kernels, plan, starts, ids, keys, sizes, found, squares, limits, scale }: NearestRoom, k: number) {
  const bound = new Float32Array(1);
  const bits = new Uint32Array(bound.buffer);
  return (home: number, indices: Uint32Array, distances: Float64Array): void => {
    sizes.fill(0);
    limits.fill(Number.POSITIVE_INFINITY);
    let farthest = kernels.compareLeaves(plan, home, home, 0, scale);
    // Nearer leaves come first, and lower the limits for the others.
    const near = keys.subarray(0, kernels.nearLeaves(plan, home, farthest, keys.byteOffset)).sort();
    for (const key of near) {
      bits[0] = Math.floor(key / keyUnit);
      if (bound[0] > farthest) break;
      farthest = kernels.compareLeaves(plan, home, key % keyUnit, bound[0], scale);
    }
    const first = starts[home];
    for (let query = 0; query < starts[home + 1] - first; query++) {
      const row = ids[first + query] * k;
      for (let t = 0; t < k; t++) {
        indices[row + t] = found[query * k + t];
        distances[row + t] = Math.sqrt(squares[query * k + t]);
      }
    }
  };
}
