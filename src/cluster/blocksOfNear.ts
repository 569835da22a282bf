/** Points that one block holds at most. */
export const blockSize = 8;

/**
 * An order of points in which near ones stand together: halved at the median of the widest of the four coordinates until the
 * parts fit a block, which all but the last of a part's halves fill.
 *
 * @param points indices into `heads`.
 * @param heads [., 4]
 * @returns the same indices; each run of `blockSize` of them is a block.
 */
export function nearOrder(points: Int32Array, heads: Float64Array): Int32Array {
  const order = points.slice();
  const keys = new Float64Array(order.length);
  const halve = (first: number, end: number): void => {
    if (end - first <= blockSize) return;
    const axis = widestAxis(order, heads, first, end);
    for (let at = first; at < end; at++) keys[at] = heads[4 * order[at] + axis];
    const middle = first + blockSize * Math.ceil((end - first) / (2 * blockSize));
    selectInto(order, keys, middle, first, end - 1);
    halve(first, middle);
    halve(middle, end);
  };
  halve(0, order.length);
  return order;
}

function widestAxis(order: Int32Array, heads: Float64Array, first: number, end: number): number {
  let axis = 0;
  let most = -1;
  for (let u = 0; u < 4; u++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = first; at < end; at++) {
      const value = heads[4 * order[at] + u];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low <= most) continue;
    most = high - low;
    axis = u;
  }
  return axis;
}

/** Hoare's selection: no key before place k is larger than those from it on. */
function selectInto(order: Int32Array, keys: Float64Array, k: number, first: number, last: number): void {
  let [low, high] = [first, last];
  while (low < high) {
    const pivot = keys[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      const [key, point] = [keys[i], order[i]];
      keys[i] = keys[j];
      order[i] = order[j];
      keys[j] = key;
      order[j] = point;
      i++;
      j--;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}
