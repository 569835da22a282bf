import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
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
const piecePoints = 1 << 15;

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
  const indices = new Uint32Array(n * k);
  const distances = new Float64Array(n * k);
  const tree = buildPointTree(positions.values);
  const search = searcher(tree, k);
  // In the order of the tree, queries that follow each other visit the same leaves.
  for (let first = 0; first < n; first += piecePoints) {
    const end = Math.min(n, first + piecePoints);
    for (let at = first; at < end; at++) search(at, indices, distances);
    await task.update(end / n);
  }
  return { k, indices, distances };
}

/** A function that writes the k nearest points of the tree's point `at` to its rows of the result. */
function searcher({ ids, xs, ys, firsts, ends, boxes, lowestIds }: PointTree, k: number) {
  const found = new Uint32Array(k);
  const squares = new Float64Array(k);
  // Depth-first search leaves at most one sibling a level on the stack; the tree is no deeper than 32 levels.
  const stack = new Uint32Array(64);
  const stackSquares = new Float64Array(64);

  const boxSquare = (node: number, x: number, y: number): number => {
    const b = 4 * node;
    const dx = x < boxes[b] ? boxes[b] - x : x > boxes[b + 1] ? x - boxes[b + 1] : 0;
    const dy = y < boxes[b + 2] ? boxes[b + 2] - y : y > boxes[b + 3] ? y - boxes[b + 3] : 0;
    return dx * dx + dy * dy;
  };

  return (at: number, indices: Uint32Array, distances: Float64Array): void => {
    const x = xs[at];
    const y = ys[at];
    const self = ids[at];
    let size = 0;
    let worst = Number.POSITIVE_INFINITY; // square of the k-th best so far, and its index
    let worstId = 0;
    let depth = 1;
    stack[0] = 0;
    stackSquares[0] = 0;
    while (depth > 0) {
      depth--;
      let node = stack[depth];
      const square = stackSquares[depth];
      if (square > worst || (square === worst && lowestIds[node] > worstId)) continue;
      // Down to a leaf: the nearer child first, the farther one on the stack; on a draw the one with the lowest index.
      while (ends[node] < 0) {
        let near = 2 * node + 1;
        let far = near + 1;
        let nearSquare = boxSquare(near, x, y);
        let farSquare = boxSquare(far, x, y);
        if (farSquare < nearSquare || (farSquare === nearSquare && lowestIds[far] < lowestIds[near])) {
          [near, far] = [far, near];
          [nearSquare, farSquare] = [farSquare, nearSquare];
        }
        if (farSquare <= worst) {
          stack[depth] = far;
          stackSquares[depth] = farSquare;
          depth++;
        }
        node = near;
      }
      for (let t = firsts[node], end = ends[node]; t < end; t++) {
        const dx = xs[t] - x;
        const dy = ys[t] - y;
        const d = dx * dx + dy * dy;
        const id = ids[t];
        if (id === self || d > worst || (d === worst && id > worstId)) continue;
        // Insertion into the sorted list.
        let slot = size < k ? size++ : k - 1;
        while (slot > 0 && (squares[slot - 1] > d || (squares[slot - 1] === d && found[slot - 1] > id))) {
          squares[slot] = squares[slot - 1];
          found[slot] = found[slot - 1];
          slot--;
        }
        squares[slot] = d;
        found[slot] = id;
        if (size === k) {
          worst = squares[k - 1];
          worstId = found[k - 1];
        }
      }
    }
    const row = self * k;
    for (let t = 0; t < k; t++) {
      indices[row + t] = found[t];
      distances[row + t] = Math.sqrt(squares[t]);
    }
  };
}
