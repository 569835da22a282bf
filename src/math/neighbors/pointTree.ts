/**
 * A balanced k-d tree over points in the plane. Node 0 is the root, the children of node i are 2 i + 1 and 2 i + 2.
 * The points of a leaf lie next to each other in `ids`, `xs` and `ys`.
 */
export interface PointTree {
  /** [n] index of the point at each place. */
  readonly ids: Uint32Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Points of leaf i are at places firsts[i] .. ends[i]; ends is -1 for inner nodes. */
  readonly firsts: Int32Array;
  readonly ends: Int32Array;
  /** [nodes, 4] smallest x, largest x, smallest y, largest y of the points below. */
  readonly boxes: Float64Array;
  /** Lowest index of a point below. */
  readonly lowestIds: Uint32Array;
}

/** Points a leaf holds at most: measured best between 4 and 16 for a million points. */
const leafSize = 8;

/**
 * Build the tree: each node is halved at the median of its wider side. Equal coordinates are split by index, so that
 * points at one place are spread over leaves by index. Cost: n log n.
 *
 * @param positions [n, 2], finite
 */
export function buildPointTree(positions: ArrayLike<number>): PointTree {
  const n = positions.length / 2;
  const levels = Math.max(0, Math.ceil(Math.log2(n / leafSize)));
  const nodes = 2 ** (levels + 1) - 1;
  const ids = new Uint32Array(n);
  const xs = new Float64Array(n);
  const ys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    ids[i] = i;
    xs[i] = positions[2 * i];
    ys[i] = positions[2 * i + 1];
  }
  const firsts = new Int32Array(nodes);
  const ends = new Int32Array(nodes).fill(-1);
  const boxes = new Float64Array(4 * nodes);
  const lowestIds = new Uint32Array(nodes);

  const fill = (node: number, first: number, end: number, level: number): void => {
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    let top = Number.NEGATIVE_INFINITY;
    let lowest = 0xffffffff;
    for (let t = first; t < end; t++) {
      const x = xs[t];
      const y = ys[t];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < bottom) bottom = y;
      if (y > top) top = y;
      if (ids[t] < lowest) lowest = ids[t];
    }
    boxes[4 * node] = left;
    boxes[4 * node + 1] = right;
    boxes[4 * node + 2] = bottom;
    boxes[4 * node + 3] = top;
    lowestIds[node] = lowest;
    firsts[node] = first;
    if (level === levels) {
      ends[node] = end;
      return;
    }
    const middle = (first + end) >> 1;
    if (right - left >= top - bottom) selectInto(xs, ys, ids, middle, first, end - 1);
    else selectInto(ys, xs, ids, middle, first, end - 1);
    fill(2 * node + 1, first, middle, level + 1);
    fill(2 * node + 2, middle, end, level + 1);
  };
  fill(0, 0, n, 0);
  return { ids, xs, ys, firsts, ends, boxes, lowestIds };
}

/**
 * Hoare's selection: afterwards place k holds what sorting [first, last] by (key, id) would put there, nothing before
 * it is larger and nothing after it smaller. `other` and `ids` move along.
 */
function selectInto(
  key: Float64Array,
  other: Float64Array,
  ids: Uint32Array,
  k: number,
  first: number,
  last: number,
): void {
  const swap = (i: number, j: number): void => {
    const heldKey = key[i];
    key[i] = key[j];
    key[j] = heldKey;
    const heldOther = other[i];
    other[i] = other[j];
    other[j] = heldOther;
    const heldId = ids[i];
    ids[i] = ids[j];
    ids[j] = heldId;
  };
  const before = (i: number, j: number): boolean => key[i] < key[j] || (key[i] === key[j] && ids[i] < ids[j]);

  while (last > first) {
    // Median of three as the pivot, moved to `first`.
    const middle = (first + last) >> 1;
    if (before(last, first)) swap(first, last);
    if (before(middle, first)) swap(first, middle);
    if (before(last, middle)) swap(middle, last);
    if (last - first < 3) return;
    swap(first, middle);
    const pivot = key[first];
    const pivotId = ids[first];
    let i = first;
    let j = last + 1;
    for (;;) {
      do i++;
      while (i <= last && (key[i] < pivot || (key[i] === pivot && ids[i] < pivotId)));
      do j--;
      while (key[j] > pivot || (key[j] === pivot && ids[j] > pivotId));
      if (i >= j) break;
      swap(i, j);
    }
    swap(first, j);
    if (j === k) return;
    if (j < k) first = j + 1;
    else last = j - 1;
  }
}
