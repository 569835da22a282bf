import { buildPointTree } from "./pointTree.ts";

/**
 * A function that gives the distance from a place to the nearest of the points; Infinity where there are none.
 *
 * @param points [m, 2], finite. Cost: m log m to prepare, about log m a place.
 */
export function nearestPointDistance(points: ArrayLike<number>): (x: number, y: number) => number {
  if (points.length === 0) return () => Number.POSITIVE_INFINITY;
  const { xs, ys, firsts, ends, boxes } = buildPointTree(points);
  // Depth-first search leaves at most one sibling a level on the stack; the tree is no deeper than 32 levels.
  const stack = new Uint32Array(64);
  const squares = new Float64Array(64);
  const boxSquare = (node: number, x: number, y: number): number => {
    const b = 4 * node;
    const dx = x < boxes[b] ? boxes[b] - x : x > boxes[b + 1] ? x - boxes[b + 1] : 0;
    const dy = y < boxes[b + 2] ? boxes[b + 2] - y : y > boxes[b + 3] ? y - boxes[b + 3] : 0;
    return dx * dx + dy * dy;
  };
  return (x, y) => {
    let least = Number.POSITIVE_INFINITY;
    let depth = 1;
    stack[0] = 0;
    squares[0] = 0;
    while (depth > 0) {
      depth--;
      if (squares[depth] >= least) continue;
      let node = stack[depth];
      // Down to a leaf: the nearer child first, the farther one on the stack.
      while (ends[node] < 0) {
        let near = 2 * node + 1;
        let far = near + 1;
        let nearSquare = boxSquare(near, x, y);
        let farSquare = boxSquare(far, x, y);
        if (farSquare < nearSquare) {
          [near, far] = [far, near];
          [nearSquare, farSquare] = [farSquare, nearSquare];
        }
        if (farSquare < least) {
          stack[depth] = far;
          squares[depth] = farSquare;
          depth++;
        }
        node = near;
      }
      for (let t = firsts[node]; t < ends[node]; t++) {
        const square = (xs[t] - x) ** 2 + (ys[t] - y) ** 2;
        if (square < least) least = square;
      }
    }
    return Math.sqrt(least);
  };
}
