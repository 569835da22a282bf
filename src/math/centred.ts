import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { multiply, multiplyLeftTransposed, multiplyRightTransposed, type Product } from "./multiply.ts";

/** Xc = X - 1 mean^T, [n, p], as an operator: never stored whole, so that a sparse X stays sparse. */
export interface Centred {
  readonly n: number;
  readonly p: number;
  /** [p] */
  readonly mean: Float64Array;
  /** Sum of the squares of all entries of Xc. */
  readonly squares: number;
  /** What rounding alone may leave of `squares` when all rows are equal. */
  readonly noise: number;
  /** Xc^T Xc, [p, p]. */
  columnGram(): Product;
  /** Xc Xc^T, [n, n]. */
  rowGram(): Product;
  /** y = Xc^T Xc x; x and y [p]. */
  applyColumnGram(x: Float64Array, y: Float64Array): void;
  /** y = Xc Xc^T x; x and y [n]. */
  applyRowGram(x: Float64Array, y: Float64Array): void;
  /** Xc b, [n, k], for b [p, k]. */
  multiply(b: Product): Product;
  /** Xc^T b, [p, k], for b [n, k]. */
  multiplyTransposed(b: Product): Product;
}

/** The rows of a dense or sparse matrix as offsets from their mean. */
export function centred(data: Matrix | Sparse): Centred {
  return "starts" in data ? centredSparse(data) : centredMatrix(data);
}

function centredMatrix(data: Matrix): Centred {
  const { rows: n, columns: p, values } = data;
  const mean = new Float64Array(p);
  for (let i = 0; i < n; i++) for (let u = 0; u < p; u++) mean[u] += values[i * p + u];
  for (let u = 0; u < p; u++) mean[u] /= n;
  let squares = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < p; u++) {
      squares += (values[i * p + u] - mean[u]) ** 2;
      largest = Math.max(largest, Math.abs(values[i * p + u]));
    }
  }
  const noise = n * p * (n * Number.EPSILON * largest) ** 2;

  const block = (first: number, count: number): Product => {
    const centre = new Float64Array(count * p);
    for (let i = 0; i < count; i++) {
      for (let u = 0; u < p; u++) centre[i * p + u] = values[(first + i) * p + u] - mean[u];
    }
    return { rows: count, columns: p, values: centre };
  };
  const blockRows = Math.max(256, 4 * p);
  const blocks = function* (): Generator<readonly [first: number, rows: Product]> {
    for (let i = 0; i < n; i += blockRows) yield [i, block(i, Math.min(blockRows, n - i))];
  };
  /** Row i of Xc times x, given mean . x. */
  const along = (i: number, x: Float64Array, offset: number): number => {
    let sum = -offset;
    for (let u = 0; u < p; u++) sum += values[i * p + u] * x[u];
    return sum;
  };
  const addRowInto = (y: Float64Array, i: number, factor: number): void => {
    for (let u = 0; u < p; u++) y[u] += factor * values[i * p + u];
  };

  return {
    ...{ n, p, mean, squares, noise },
    columnGram() {
      const gram = new Float64Array(p * p);
      for (const [, rows] of blocks()) addInto(gram, multiplyLeftTransposed(rows, rows).values);
      return { rows: p, columns: p, values: gram };
    },
    rowGram() {
      const all = block(0, n);
      return multiplyRightTransposed(all, all);
    },
    multiply(b) {
      const out = new Float64Array(n * b.columns);
      for (const [first, rows] of blocks()) out.set(multiply(rows, b).values, first * b.columns);
      return { rows: n, columns: b.columns, values: out };
    },
    multiplyTransposed(b) {
      const k = b.columns;
      const out = new Float64Array(p * k);
      for (const [first, rows] of blocks()) {
        const part = { rows: rows.rows, columns: k, values: b.values.subarray(first * k, (first + rows.rows) * k) };
        addInto(out, multiplyLeftTransposed(rows, part).values);
      }
      return { rows: p, columns: k, values: out };
    },
    ...gramOperators(n, p, mean, along, addRowInto),
  };
}

function centredSparse({ rows: n, columns: p, starts, indices, values }: Sparse): Centred {
  const mean = new Float64Array(p);
  let total = 0; // sum of squares before centring
  for (let e = 0; e < starts[n]; e++) {
    mean[indices[e]] += values[e];
    total += values[e] * values[e];
  }
  for (let u = 0; u < p; u++) mean[u] /= n;
  const squares = Math.max(0, total - n * dot(mean, mean));

  // Four sums, so that an addition need not wait for the one before; the plain code is the last loop.
  const along = (i: number, x: Float64Array, offset: number): number => {
    let sum = -offset;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    const end = starts[i + 1];
    let e = starts[i];
    for (; e + 3 < end; e += 4) {
      sum += values[e] * x[indices[e]];
      sum1 += values[e + 1] * x[indices[e + 1]];
      sum2 += values[e + 2] * x[indices[e + 2]];
      sum3 += values[e + 3] * x[indices[e + 3]];
    }
    for (; e < end; e++) sum += values[e] * x[indices[e]];
    return sum + sum1 + (sum2 + sum3);
  };
  const addRowInto = (y: Float64Array, i: number, factor: number): void => {
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) y[indices[e]] += factor * values[e];
  };

  return {
    ...{ n, p, mean, squares, noise: 1e-13 * total },
    columnGram() {
      const gram = outerProducts(p, n, starts, indices, values);
      for (let u = 0; u < p; u++) for (let v = 0; v <= u; v++) gram[u * p + v] -= n * mean[u] * mean[v];
      return mirrored(gram, p);
    },
    rowGram() {
      const cells = byColumn(n, p, starts, indices, values);
      const gram = outerProducts(n, p, cells.starts, cells.indices, cells.values);
      const offset = dot(mean, mean);
      const inner = Float64Array.from({ length: n }, (_, i) => along(i, mean, 0));
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) gram[i * n + j] += offset - inner[i] - inner[j];
      return mirrored(gram, n);
    },
    multiply({ columns: k, values: b }) {
      const out = new Float64Array(n * k);
      const shift = new Float64Array(k); // mean^T b
      for (let u = 0; u < p; u++) for (let c = 0; c < k; c++) shift[c] += mean[u] * b[u * k + c];
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < k; c++) out[i * k + c] = -shift[c];
        for (let e = starts[i]; e < starts[i + 1]; e++) addScaledInto(out, i * k, values[e], b, indices[e] * k, k);
      }
      return { rows: n, columns: k, values: out };
    },
    multiplyTransposed({ columns: k, values: b }) {
      const out = new Float64Array(p * k);
      const sums = new Float64Array(k); // 1^T b
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < k; c++) sums[c] += b[i * k + c];
        for (let e = starts[i]; e < starts[i + 1]; e++) addScaledInto(out, indices[e] * k, values[e], b, i * k, k);
      }
      for (let u = 0; u < p; u++) for (let c = 0; c < k; c++) out[u * k + c] -= mean[u] * sums[c];
      return { rows: p, columns: k, values: out };
    },
    ...gramOperators(n, p, mean, along, addRowInto),
  };
}

/** The two Gram operators from `along(i, x, mean . x)` = row i of Xc times x, and `addRowInto` of X. */
function gramOperators(
  n: number,
  p: number,
  mean: Float64Array,
  along: (i: number, x: Float64Array, offset: number) => number,
  addRowInto: (y: Float64Array, i: number, factor: number) => void,
): Pick<Centred, "applyColumnGram" | "applyRowGram"> {
  return {
    applyColumnGram(x, y) {
      const offset = dot(mean, x);
      let sum = 0;
      y.fill(0);
      for (let i = 0; i < n; i++) {
        const score = along(i, x, offset);
        sum += score;
        addRowInto(y, i, score);
      }
      for (let u = 0; u < p; u++) y[u] -= sum * mean[u];
    },
    applyRowGram(x, y) {
      const direction = new Float64Array(p);
      let sum = 0;
      for (let i = 0; i < n; i++) {
        sum += x[i];
        addRowInto(direction, i, x[i]);
      }
      for (let u = 0; u < p; u++) direction[u] -= sum * mean[u];
      const offset = dot(mean, direction);
      for (let i = 0; i < n; i++) y[i] = along(i, direction, offset);
    },
  };
}

/** Lower triangle of the sum over rows of x x^T, for sparse rows x of length `size`. */
function outerProducts(
  size: number,
  rows: number,
  starts: Uint32Array,
  indices: Uint32Array,
  values: Float32Array,
): Float64Array {
  const sum = new Float64Array(size * size);
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const row = indices[e] * size;
      const value = values[e];
      for (let f = starts[i]; f <= e; f++) sum[row + indices[f]] += value * values[f];
    }
  }
  return sum;
}

/** The same entries, column by column. */
function byColumn(n: number, p: number, starts: Uint32Array, indices: Uint32Array, values: Float32Array) {
  const columnStarts = new Uint32Array(p + 1);
  for (let e = 0; e < starts[n]; e++) columnStarts[indices[e] + 1]++;
  for (let u = 0; u < p; u++) columnStarts[u + 1] += columnStarts[u];
  const next = columnStarts.slice(0, p);
  const cells = new Uint32Array(starts[n]);
  const moved = new Float32Array(starts[n]);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const to = next[indices[e]]++;
      cells[to] = i;
      moved[to] = values[e];
    }
  }
  return { starts: columnStarts, indices: cells, values: moved };
}

function mirrored(values: Float64Array, size: number): Product {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) values[j * size + i] = values[i * size + j];
  return { rows: size, columns: size, values };
}

/** out[at .. at + k] += factor * b[from .. from + k] */
function addScaledInto(out: Float64Array, at: number, factor: number, b: Float64Array, from: number, k: number): void {
  for (let c = 0; c < k; c++) out[at + c] += factor * b[from + c];
}

function addInto(sum: Float64Array, values: Float64Array): void {
  for (let e = 0; e < sum.length; e++) sum[e] += values[e];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t] * b[t];
  return sum;
}
