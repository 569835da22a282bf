/** Positions [n, 2], row-major: x0, y0, x1, y1, ... */
export type Points = ArrayLike<number>;

export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Smallest box around all points; zeros when there are none.
 *
 * @throws RangeError when a coordinate is not finite.
 */
export function extentOf(xy: Points): Extent {
  if (xy.length === 0) return { left: 0, top: 0, width: 0, height: 0 };
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < xy.length; i++) {
    const value = xy[i];
    if (!Number.isFinite(value)) {
      throw new RangeError(`figure positions: expected finite numbers, got ${value} at point ${i >> 1}`);
    }
    const axis = i & 1;
    if (value < low[axis]) low[axis] = value;
    if (value > high[axis]) high[axis] = value;
  }
  return { left: low[0], top: low[1], width: high[0] - low[0], height: high[1] - low[1] };
}

export interface Spacing {
  /**
   * Median over (at most 1000) points of the distance to the fourth nearest other position. On a square lattice that is
   * its pitch, on a hexagonal one too, and at random places about 1.08 / sqrt(density). 0 when all points coincide.
   */
  readonly distance: number;
  /** The nearest other position is usually about as far as the fourth: a lattice. */
  readonly even: boolean;
}

/** How far apart neighbouring points usually are. O(n) for points without extreme outliers. */
export function spacingOf(xy: Points): Spacing {
  const n = xy.length >> 1;
  const { left, top, width, height } = extentOf(xy);
  const longest = Math.max(width, height);
  if (longest === 0) return { distance: 0, even: false };
  // About two points per bucket; a box of at least n by 1 buckets keeps a line of points usable.
  const side = Math.max(Math.sqrt((width * height * 2) / n), longest / (4 * n));
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  const bucket = new Uint32Array(n);
  const starts = new Uint32Array(columns * rows + 1);
  for (let i = 0; i < n; i++) {
    bucket[i] = Math.floor((xy[2 * i + 1] - top) / side) * columns + Math.floor((xy[2 * i] - left) / side);
    starts[bucket[i] + 1]++;
  }
  for (let b = 0; b < columns * rows; b++) starts[b + 1] += starts[b];
  const members = new Uint32Array(n);
  const next = starts.slice(0, -1);
  for (let i = 0; i < n; i++) members[next[bucket[i]]++] = i;

  const first: number[] = [];
  const fourth: number[] = [];
  const stride = Math.max(1, Math.floor(n / 1000));
  for (let i = 0; i < n; i += stride) {
    const nearest = fourNearest(i);
    first.push(Math.sqrt(nearest[0]));
    fourth.push(Math.sqrt(nearest[nearest.length - 1]));
  }
  const distance = median(fourth);
  return { distance, even: median(first) > 0.8 * distance };

  function fourNearest(i: number): number[] {
    const column = bucket[i] % columns;
    const line = Math.floor(bucket[i] / columns);
    const nearest: number[] = [];
    const reach = Math.max(columns, rows);
    for (let ring = 0; ring <= reach; ring++) {
      for (let b = Math.max(0, line - ring); b <= Math.min(rows - 1, line + ring); b++) {
        const whole = Math.abs(b - line) === ring;
        for (let a = column - ring; a <= column + ring; a += whole || ring === 0 ? 1 : 2 * ring) {
          if (a < 0 || a >= columns) continue;
          const cell = b * columns + a;
          for (let e = starts[cell]; e < starts[cell + 1]; e++) insert(nearest, squared(i, members[e]));
        }
      }
      // Everything outside the rings seen so far is at least `ring` buckets away.
      if (nearest.length === 4 && nearest[3] <= (ring * side) ** 2) break;
    }
    return nearest;
  }

  function squared(i: number, j: number): number {
    return (xy[2 * i] - xy[2 * j]) ** 2 + (xy[2 * i + 1] - xy[2 * j + 1]) ** 2;
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/** Keep the four smallest positive numbers, ascending. */
function insert(nearest: number[], value: number): void {
  if (value === 0 || (nearest.length === 4 && value >= nearest[3])) return;
  let at = Math.min(nearest.length, 3);
  for (; at > 0 && nearest[at - 1] > value; at--) nearest[at] = nearest[at - 1];
  nearest[at] = value;
}
