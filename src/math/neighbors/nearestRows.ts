import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Neighbors } from "./nearest.ts";
import { headSquaresInto, leafSquare, pointSquare } from "./rowBounds.ts";
import { buildRowLeaves, type RowLeaves } from "./rowLeaves.ts";

/**
 * The exact k nearest other rows of each row, by Euclidean distance; equal distances are ordered by index. The result
 * is that of comparing all pairs, whatever the search skips: a pair is skipped only when a lower bound of its distance,
 * the one in the leading directions of the rows, is above the k-th best found.
 *
 * Cost: n^2 d at worst; embeddings, whose rows lie close to few directions, take a small part of it. Memory: three
 * copies of the rows.
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
  const leaves = buildRowLeaves(rows);
  const search = searcher(leaves, k);
  const indices = new Uint32Array(n * k);
  const distances = new Float64Array(n * k);
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    search(leaf, indices, distances);
    await task.update((leaf + 1) / leaves.count);
  }
  return { k, indices, distances };
}

/** A function that writes the k nearest rows of each row of a leaf to the result. */
function searcher(leaves: RowLeaves, k: number) {
  const { ids, starts, values, columns, tails, tailWidth, tailLengths, slack } = leaves;
  // Of each query of the leaf: how many neighbours are found, and these in order, nearest first.
  const sizes = new Int32Array(leaves.largest);
  const found = new Uint32Array(leaves.largest * k);
  const squares = new Float64Array(leaves.largest * k);
  /** A candidate whose lower bound is above this is skipped: the k-th best square, and room for rounding. */
  const limits = new Float64Array(leaves.largest);
  const queries = new Int32Array(leaves.largest);
  const bounds = new Float64Array(leaves.largest * leaves.largest);
  const leafBounds = new Float64Array(leaves.count);
  const leafOrder = new Uint32Array(leaves.count);

  const insert = (query: number, id: number, square: number): void => {
    const first = query * k;
    let slot = sizes[query];
    if (slot < k) sizes[query]++;
    else {
      slot--;
      const worst = squares[first + slot];
      if (square > worst || (square === worst && id > found[first + slot])) return;
    }
    while (slot > 0) {
      const before = squares[first + slot - 1];
      if (before < square || (before === square && found[first + slot - 1] < id)) break;
      squares[first + slot] = before;
      found[first + slot] = found[first + slot - 1];
      slot--;
    }
    squares[first + slot] = square;
    found[first + slot] = id;
    if (sizes[query] === k) limits[query] = squares[first + k - 1] + slack;
  };

  /** Compare the query at place `at` with the rows of a leaf; `bounds[from]` and on are the squares of their heads. */
  const compare = (query: number, at: number, leaf: number, from: number): void => {
    const end = starts[leaf + 1];
    const tailLength = tailLengths[at];
    let limit = limits[query];
    for (let t = starts[leaf], e = from; t < end; t++, e++) {
      let bound = bounds[e];
      if (bound > limit) continue;
      const tail = tailLength - tailLengths[t];
      if (bound + tail * tail > limit || t === at) continue;
      // The bound grows direction by direction.
      let s = t * tailWidth;
      const sEnd = s + tailWidth;
      for (let r = at * tailWidth; s < sEnd && bound <= limit; r += 4, s += 4) {
        const x = tails[r] - tails[s];
        const y = tails[r + 1] - tails[s + 1];
        const z = tails[r + 2] - tails[s + 2];
        const w = tails[r + 3] - tails[s + 3];
        bound += x * x + y * y + z * z + w * w;
      }
      if (bound > limit) continue;
      let square = 0;
      for (let r = at * columns, u = t * columns, rEnd = r + columns; r < rEnd; r++, u++) {
        const difference = values[r] - values[u];
        square += difference * difference;
      }
      insert(query, ids[t], square);
      limit = limits[query];
    }
  };

  return (home: number, indices: Uint32Array, distances: Float64Array): void => {
    const first = starts[home];
    const count = starts[home + 1] - first;
    sizes.fill(0);
    limits.fill(Number.POSITIVE_INFINITY);
    for (let leaf = 0; leaf < leaves.count; leaf++) {
      leafOrder[leaf] = leaf;
      leafBounds[leaf] = leaf === home ? -1 : leafSquare(leaves, home, leaf);
    }
    leafOrder.sort((i, j) => leafBounds[i] - leafBounds[j] || i - j);
    for (let turn = 0; turn < leaves.count; turn++) {
      const leaf = leafOrder[turn];
      let asking = 0;
      let farthest = 0;
      for (let query = 0; query < count; query++) {
        if (limits[query] > farthest) farthest = limits[query];
        if (limits[query] < leafBounds[leaf]) continue;
        if (leaf !== home && pointSquare(leaves, first + query, leaf) > limits[query]) continue;
        queries[asking++] = query;
      }
      if (farthest < leafBounds[leaf]) break;
      headSquaresInto(bounds, leaves, { first, queries, asking, leaf });
      const rows = starts[leaf + 1] - starts[leaf];
      for (let q = 0; q < asking; q++) compare(queries[q], first + queries[q], leaf, q * rows);
    }
    for (let query = 0; query < count; query++) {
      const row = ids[first + query] * k;
      for (let t = 0; t < k; t++) {
        indices[row + t] = found[query * k + t];
        distances[row + t] = Math.sqrt(squares[query * k + t]);
      }
    }
  };
}
