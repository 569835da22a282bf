import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { kernelRoom } from "../kernels/kernelRoom.ts";
import { buildPointTree, type PointTree } from "./pointTree.ts";

/** The k nearest other points of each point. */
export interface Neighbors {
  readonly k: number;
  /** [n, k] by distance, equal distances by index. */
  readonly indices: Uint32Array;
  /** [n, k] Euclidean, in the unit of the points, ascending in each row. */
  readonly distances: Float64Array;
}

/** Points between two updates of the task. */
const piecePoints = 1 << 13;

/**
 * The exact k nearest neighbours of each of n points in the plane, the point itself left out. A point at the same
 * place is a neighbour at distance 0. Equal distances are ordered by index, so the result does not depend on how the
 * search went.
 *
 * Cost: n log n + n k; clustered and repeated points cost no more.
 *
 * @param positions [n, 2] in any unit, that of the distances.
 * @param k 1 .. n - 1
 * @throws bad-shape when positions are not [n, 2]; bad-option when k is not in 1 .. n - 1; bad-data when a position is
 * not finite.
 * @see scipy `cKDTree.query`, of which the point itself is left out.
 * @example
 * import { nearestNeighbors } from "cellscape/spatial";
 * const { indices, distances } = await nearestNeighbors(data.positions, 6);
 */
export async function nearestNeighbors(positions: Matrix, k: number, task: Task = silentTask): Promise<Neighbors> {
  expectSearchable(positions, k);
  const n = positions.rows;
  const indices = new Uint32Array(n * k);
  const distances = new Float64Array(n * k);
  const take: TakeNearest = (point, { found, squares }, from) => {
    for (let t = 0, own = point * k; t < k; t++) {
      indices[own + t] = found[from + t];
      distances[own + t] = Math.sqrt(squares[from + t]);
    }
  };
  await eachNearest(positions, k, take, task);
  return { k, indices, distances };
}

/** Is given a point, and the k nearest of it as `found[from] .. found[from + k]` with the squares of their distances; valid during the call. */
export type TakeNearest = (
  point: number,
  nearest: { readonly found: Uint32Array; readonly squares: Float64Array },
  from: number,
) => void;

/** The neighbours of `nearestNeighbors` point by point, in any order of the points, so that none need be kept. Throws as it does. */
export async function eachNearest(
  positions: Matrix,
  k: number,
  take: TakeNearest,
  task: Task = silentTask,
): Promise<void> {
  expectSearchable(positions, k);
  const n = positions.rows;
  const tree = buildPointTree(positions.values);
  const search = searcher(tree, k, Math.min(n, piecePoints));
  // In the order of the tree, queries that follow each other visit the same leaves.
  for (let first = 0; first < n; first += piecePoints) {
    const end = Math.min(n, first + piecePoints);
    const nearest = search(first, end);
    for (let at = first; at < end; at++) take(tree.ids[at], nearest, (at - first) * k);
    await task.update(end / n);
  }
}

function expectSearchable(positions: Matrix, k: number): void {
  const n = positions.rows;
  expectShape("nearestNeighbors: positions", [n, positions.columns], { cells: n, axes: 2 });
  if (!Number.isInteger(k) || k < 1 || k >= n) {
    throw new CellScapeError(
      "bad-option",
      `nearestNeighbors: expected 1 to ${n - 1} neighbours among ${n} cells, got ${k}; use fewer neighbours`,
    );
  }
  for (let e = 0; e < 2 * n; e++) {
    if (Number.isFinite(positions.values[e])) continue;
    const cell = Math.floor(e / 2);
    throw new CellScapeError(
      "bad-data",
      `nearestNeighbors: expected finite positions, got ${positions.values[e]} for cell ${cell}`,
    );
  }
}

/** A function that finds the k nearest points, and the squares of their distances, of the tree's points `from` .. `to`, up to `most`. */
function searcher(tree: PointTree, k: number, most: number) {
  const { ids, xs, ys, firsts, ends, boxes, lowestIds } = tree;
  const { kernels, arrays } = kernelRoom({
    ...{ ids: ["u32", ids.length], xs: ["f64", xs.length], ys: ["f64", ys.length], firsts: ["i32", firsts.length] },
    ...{ ends: ["i32", ends.length], boxes: ["f64", boxes.length], lowestIds: ["u32", lowestIds.length] },
    ...{ found: ["u32", most * k], squares: ["f64", most * k], nodes: ["u32", 64], nodeSquares: ["f64", 64] },
  });
  arrays.ids.set(ids);
  arrays.xs.set(xs);
  arrays.ys.set(ys);
  arrays.firsts.set(firsts);
  arrays.ends.set(ends);
  arrays.boxes.set(boxes);
  arrays.lowestIds.set(lowestIds);
  return (from: number, to: number): { readonly found: Uint32Array; readonly squares: Float64Array } => {
    kernels.nearestPoints(
      ...([arrays.ids.byteOffset, arrays.xs.byteOffset, arrays.ys.byteOffset] as const),
      ...([arrays.firsts.byteOffset, arrays.ends.byteOffset, arrays.boxes.byteOffset] as const),
      ...([arrays.lowestIds.byteOffset, from, to, k, arrays.found.byteOffset] as const),
      ...([arrays.squares.byteOffset, arrays.nodes.byteOffset, arrays.nodeSquares.byteOffset] as const),
    );
    return arrays;
  };
}
