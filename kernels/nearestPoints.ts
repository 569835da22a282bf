/**
 * The nearest points of some points of a k-d tree: see `nearestNeighbors`, and `PointTree` for what describes the tree.
 *
 * @param ids u32 [n], `xs` f64 [n], `ys` f64 [n], `firsts` i32 [nodes], `ends` i32 [nodes], `boxes` f64 [nodes, 4], `lowestIds` u32 [nodes]
 * @param from place of the first point in the tree, `to` after the last
 * @param k how many nearest points of each
 * @param found u32 [to - from, k] by distance, equal distances by index
 * @param squares f64 [to - from, k] squared distances, as found
 * @param nodes u32 [64] scratch, and `nodeSquares` f64 [64]
 */
export function nearestPoints(
  ids: usize,
  xs: usize,
  ys: usize,
  firsts: usize,
  ends: usize,
  boxes: usize,
  lowestIds: usize,
  from: u32,
  to: u32,
  k: u32,
  found: usize,
  squares: usize,
  nodes: usize,
  nodeSquares: usize,
): void {
  const lastId = found + ((<usize>k - 1) << 2);
  for (let at: u32 = from; at < to; at++) {
    const x = load<f64>(xs + ((<usize>at) << 3));
    const y = load<f64>(ys + ((<usize>at) << 3));
    const self = load<u32>(ids + ((<usize>at) << 2));
    const row = <usize>(at - from) * <usize>k;
    const ownIds = found + (row << 2);
    const ownSquares = squares + (row << 3);
    let size: u32 = 0;
    let worst: f64 = Infinity; // square of the k-th best so far, and its index
    let worstId: u32 = 0;
    // Depth-first search leaves at most one sibling a level on the stack; the tree is no deeper than 32 levels.
    let depth: u32 = 1;
    store<u32>(nodes, 0);
    store<f64>(nodeSquares, 0);
    while (depth > 0) {
      depth--;
      let node = load<u32>(nodes + ((<usize>depth) << 2));
      const square = load<f64>(nodeSquares + ((<usize>depth) << 3));
      if (square > worst || (square === worst && idAt(lowestIds, node) > worstId)) continue;
      // Down to a leaf: the nearer child first, the farther one on the stack; on a draw the one with the lowest index.
      while (load<i32>(ends + ((<usize>node) << 2)) < 0) {
        let near = 2 * node + 1;
        let far = near + 1;
        let nearSquare = boxSquare(boxes, near, x, y);
        let farSquare = boxSquare(boxes, far, x, y);
        if (farSquare < nearSquare || (farSquare === nearSquare && idAt(lowestIds, far) < idAt(lowestIds, near))) {
          far = near;
          near = far + 1;
          const held = nearSquare;
          nearSquare = farSquare;
          farSquare = held;
        }
        if (farSquare <= worst) {
          store<u32>(nodes + ((<usize>depth) << 2), far);
          store<f64>(nodeSquares + ((<usize>depth) << 3), farSquare);
          depth++;
        }
        node = near;
      }
      const end = <u32>load<i32>(ends + ((<usize>node) << 2));
      for (let t = <u32>load<i32>(firsts + ((<usize>node) << 2)); t < end; t++) {
        const dx = load<f64>(xs + ((<usize>t) << 3)) - x;
        const dy = load<f64>(ys + ((<usize>t) << 3)) - y;
        const d = dx * dx + dy * dy;
        if (d > worst) continue;
        const id = idAt(ids, t);
        if (id === self || (d === worst && id > worstId)) continue;
        // Insertion into the sorted list.
        let slot: usize = size < k ? size++ : k - 1;
        while (slot > 0) {
          const before = load<f64>(ownSquares + ((slot - 1) << 3));
          const beforeId = load<u32>(ownIds + ((slot - 1) << 2));
          if (before < d || (before === d && beforeId <= id)) break;
          store<f64>(ownSquares + (slot << 3), before);
          store<u32>(ownIds + (slot << 2), beforeId);
          slot--;
        }
        store<f64>(ownSquares + (slot << 3), d);
        store<u32>(ownIds + (slot << 2), id);
        if (size === k) {
          worst = load<f64>(ownSquares + ((<usize>k - 1) << 3));
          worstId = load<u32>(lastId + (row << 2));
        }
      }
    }
  }
}

function idAt(ids: usize, at: u32): u32 {
  return load<u32>(ids + ((<usize>at) << 2));
}

function boxSquare(boxes: usize, node: u32, x: f64, y: f64): f64 {
  const b = boxes + ((<usize>node) << 5);
  // A point is beyond one side at most.
  const dx = beyond(load<f64>(b) - x, x - load<f64>(b, 8));
  const dy = beyond(load<f64>(b, 16) - y, y - load<f64>(b, 24));
  return dx * dx + dy * dy;
}

/** The larger of two differences of which one is not positive, at least 0. */
function beyond(one: f64, other: f64): f64 {
  const larger = select<f64>(one, other, one > other);
  return select<f64>(larger, 0, larger > 0);
}
