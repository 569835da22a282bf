import { CellScapeError } from "../../core/errors.ts";

export interface LoessOptions {
  /** Share of the points in each local fit, in (0, 1]. */
  readonly span?: number;
  /** A cell of the interpolating tree holds at most `cell * span` of all points; loess's own default is 0.2. */
  readonly cell?: number;
}

/**
 * Locally quadratic regression of y on x: the fitted value at each point.
 *
 * As in loess with `surface = "interpolate"`: the local fits are made at the vertices of a k-d tree over x only, and a
 * cubic between neighbouring vertices blends their values and slopes. Cost: n log n, plus some 40 fits of `span * n`
 * points.
 *
 * @param x [n] predictor, finite, in any order.
 * @param y [n] response, finite.
 * @returns [n] fitted values, in the order of x.
 * @throws bad-shape when x and y differ in length.
 * @throws bad-option when span or cell is outside (0, 1] or `span * n` is below 4.
 * @throws bad-data when a value is not finite.
 * @see Cleveland and Grosse (1991), "Computational methods for local regression"; scikit-misc `loess(x, y, degree=2)`.
 */
export function loess(x: Float64Array, y: Float64Array, { span = 0.3, cell = 0.2 }: LoessOptions = {}): Float64Array {
  const n = x.length;
  checkInput(x, y, span, cell);
  const window = Math.min(n, Math.floor(n * span + 1e-5));
  if (window < 4) {
    const needed = Math.ceil(4 / span);
    throw new CellScapeError("bad-option", `loess: expected at least ${needed} points for a span of ${span}, got ${n}`);
  }

  const order = Uint32Array.from(x.keys()).sort((i, j) => x[i] - x[j] || i - j);
  const xs = Float64Array.from(order, (i) => x[i]);
  const ys = Float64Array.from(order, (i) => y[i]);

  const vertices = treeVertices(xs, Math.floor(n * span * cell));
  const values = new Float64Array(vertices.length);
  const slopes = new Float64Array(vertices.length);
  for (let v = 0; v < vertices.length; v++) {
    [values[v], slopes[v]] = localFit(xs, ys, vertices[v], window);
  }

  const fitted = new Float64Array(n);
  let v = 0;
  for (let s = 0; s < n; s++) {
    while (v + 2 < vertices.length && xs[s] > vertices[v + 1]) v++;
    fitted[order[s]] = blend(xs[s], v, vertices, values, slopes);
  }
  return fitted;
}

function checkInput(x: Float64Array, y: Float64Array, span: number, cell: number): void {
  if (x.length !== y.length) {
    throw new CellScapeError("bad-shape", `loess: expected x and y of one length, got ${x.length} and ${y.length}`);
  }
  for (const [name, value] of Object.entries({ span, cell })) {
    if (!(value > 0 && value <= 1)) {
      throw new CellScapeError("bad-option", `loess: expected a ${name} in (0, 1], got ${value}`);
    }
  }
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) {
      throw new CellScapeError("bad-data", `loess: expected finite values, got (${x[i]}, ${y[i]}) at point ${i}`);
    }
  }
}

/**
 * Ascending vertices of the tree: the ends of the slightly widened range and the cut of every cell with more than
 * `most` points. A cell is cut at its median point, moved to the nearest gap so that equal x stay on one side.
 */
function treeVertices(xs: Float64Array, most: number): Float64Array {
  const low = xs[0];
  const high = xs[xs.length - 1];
  const margin = 0.005 * Math.max(high - low, 1e-10 * Math.max(Math.abs(low), Math.abs(high)) + 1e-30);
  const vertices = [low - margin, high + margin];

  const cut = (first: number, last: number, left: number, right: number): void => {
    if (last - first + 1 <= most) return;
    const middle = gapNear(xs, first, last);
    const at = xs[middle];
    if (at === left || at === right) return;
    vertices.push(at);
    cut(first, middle, left, at);
    cut(middle + 1, last, at, right);
  };
  cut(0, xs.length - 1, vertices[0], vertices[1]);
  return Float64Array.from(vertices).sort();
}

/** Last point left of the gap nearest to the median, looking right, left, right ...; the median if there is none. */
function gapNear(xs: Float64Array, first: number, last: number): number {
  // The reference counts points from 1 and halves first + last, hence the two ones.
  const median = Math.floor((first + last + 2) / 2) - 1;
  let offset = 0;
  while (median + offset < last && median + offset >= first) {
    if (xs[median + offset] !== xs[median + offset + 1]) return median + offset;
    offset = -offset;
    if (offset >= 0) offset++;
  }
  return median;
}

/** Value and slope at `at` of the tricube-weighted quadratic through its `window` nearest points. */
function localFit(xs: Float64Array, ys: Float64Array, at: number, window: number): [value: number, slope: number] {
  let first = 0;
  while (first + window < xs.length && at - xs[first] > xs[first + window] - at) first++;
  const radius = Math.max(at - xs[first], xs[first + window - 1] - at);
  if (radius <= 0) return [mean(ys, first, window), 0]; // every neighbour lies at this x: there is no slope to see

  const design = [new Float64Array(window), new Float64Array(window), new Float64Array(window)];
  const response = new Float64Array(window);
  for (let i = 0; i < window; i++) {
    const distance = xs[first + i] - at;
    const share = Math.abs(distance) / radius;
    const weight = Math.sqrt(Math.max(0, (1 - share ** 3) ** 3));
    design[0][i] = weight;
    design[1][i] = weight * distance;
    design[2][i] = weight * distance * distance;
    response[i] = weight * ys[first + i];
  }
  const [value, slope] = leastSquares(design, response);
  return [value, slope];
}

function mean(values: Float64Array, first: number, length: number): number {
  let sum = 0;
  for (let i = first; i < first + length; i++) sum += values[i];
  return sum / length;
}

/**
 * Shortest least-squares solution of three columns by one-sided Jacobi: the columns, scaled to unit length, are rotated
 * until orthogonal; their lengths are then the singular values, and those below 100 epsilon of the largest are dropped.
 * The columns are overwritten.
 */
function leastSquares(columns: Float64Array[], response: Float64Array): number[] {
  const size = columns.length;
  const scales = columns.map((column) => {
    const length = Math.sqrt(dot(column, column)) || 1;
    for (let i = 0; i < column.length; i++) column[i] /= length;
    return length;
  });
  const right = scales.map((_, j) => scales.map((_, i) => (i === j ? 1 : 0))); // right[j] is the j-th singular vector

  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let a = 0; a < size - 1; a++) {
      for (let b = a + 1; b < size; b++) {
        const product = dot(columns[a], columns[b]);
        const aa = dot(columns[a], columns[a]);
        const bb = dot(columns[b], columns[b]);
        if (Math.abs(product) <= 1e-15 * Math.sqrt(aa * bb)) continue;
        turned = true;
        const ratio = (bb - aa) / (2 * product);
        const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
        const cosine = 1 / Math.hypot(1, tangent);
        rotateInto(columns[a], columns[b], cosine, cosine * tangent);
        rotateInto(right[a], right[b], cosine, cosine * tangent);
      }
    }
  }

  const squares = columns.map((column) => dot(column, column));
  const tolerance = 100 * Number.EPSILON * Math.sqrt(Math.max(...squares));
  const solution = scales.map(() => 0);
  for (let j = 0; j < size; j++) {
    if (Math.sqrt(squares[j]) <= tolerance) continue;
    const share = dot(columns[j], response) / squares[j];
    for (let i = 0; i < size; i++) solution[i] += (share * right[j][i]) / scales[i];
  }
  return solution;
}

function rotateInto(a: Float64Array | number[], b: Float64Array | number[], cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i++) {
    const held = a[i];
    a[i] = cosine * held - sine * b[i];
    b[i] = sine * held + cosine * b[i];
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Cubic Hermite blend between vertex v and the next. */
function blend(x: number, v: number, vertices: Float64Array, values: Float64Array, slopes: Float64Array): number {
  const width = vertices[v + 1] - vertices[v];
  const h = (x - vertices[v]) / width;
  const g = 1 - h;
  const level = g * g * (1 + 2 * h) * values[v] + h * h * (3 - 2 * h) * values[v + 1];
  return level + width * (h * g * g * slopes[v] - h * h * g * slopes[v + 1]);
}
