import type { Matrix } from "../../data/matrix.ts";
import type { ShiftedSparse } from "../../data/shiftedSparse.ts";
import type { Sparse } from "../../data/sparse.ts";
import { combineRowsInto } from "../kernels/combineRows.ts";
import type { Centred } from "./centredOperator.ts";
import { centredShifted } from "./centredShifted.ts";
import { multiply, multiplyLeftTransposed, multiplyRightTransposed, type Product } from "./multiply.ts";
import { sparseColumnGram, sparseRowGram } from "./sparseGram.ts";

/** Sparse rows that are multiplied at a time. */
const pieceRows = 1 << 12;

/** The rows of a matrix, dense, sparse or shifted, as offsets from their mean. */
export function centred(data: Matrix | Sparse | ShiftedSparse): Centred {
  if ("patterns" in data) return centredShifted(data, centredSparse(data.sparse));
  return "starts" in data ? centredSparse(data) : centredMatrix(data);
}

function centredMatrix(data: Matrix): Centred {
  const { rows: n, columns: p, values } = data;
  const mean = new Float64Array(p);
  for (let i = 0; i < n; i++) for (let u = 0; u < p; u++) mean[u] += values[i * p + u];
  for (let u = 0; u < p; u++) mean[u] /= n;

  const block = (first: number, count: number): Product => {
    const centre = new Float64Array(count * p);
    for (let i = 0; i < count; i++) {
      for (let u = 0; u < p; u++) centre[i * p + u] = values[(first + i) * p + u] - mean[u];
    }
    return { rows: count, columns: p, values: centre };
  };
  const blockRows = Math.max(256, 4 * p);
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
    ...{ n, p, mean, blockRows },
    spread() {
      let squares = 0;
      let largest = 0;
      for (let i = 0; i < n; i++) {
        for (let u = 0; u < p; u++) {
          squares += (values[i * p + u] - mean[u]) ** 2;
          largest = Math.max(largest, Math.abs(values[i * p + u]));
        }
      }
      return { squares, noise: n * p * (n * Number.EPSILON * largest) ** 2 };
    },
    async columnGram(task) {
      const gram = new Float64Array(p * p);
      for (let first = 0; first < n; first += blockRows) {
        const rows = block(first, Math.min(blockRows, n - first));
        addInto(gram, multiplyLeftTransposed(rows, rows).values);
        await task.update((first + rows.rows) / n);
      }
      return { rows: p, columns: p, values: gram };
    },
    async rowGram() {
      const all = block(0, n);
      return multiplyRightTransposed(all, all);
    },
    multiplyRowsInto(out, b, first, count) {
      out.set(multiply(block(first, count), b).values, first * b.columns);
    },
    multiplyTransposed(b) {
      const k = b.columns;
      const out = new Float64Array(p * k);
      for (let first = 0; first < n; first += blockRows) {
        const rows = block(first, Math.min(blockRows, n - first));
        const part = { rows: rows.rows, columns: k, values: b.values.subarray(first * k, (first + rows.rows) * k) };
        addInto(out, multiplyLeftTransposed(rows, part).values);
      }
      return { rows: p, columns: k, values: out };
    },
    ...gramOperators(n, p, mean, along, addRowInto),
  };
}

function centredSparse(data: Sparse): Centred {
  const { rows: n, columns: p, starts, indices, values } = data;
  const mean = new Float64Array(p);
  for (let e = 0; e < starts[n]; e++) mean[indices[e]] += values[e];
  for (let u = 0; u < p; u++) mean[u] /= n;

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
    ...{ n, p, mean, blockRows: pieceRows },
    spread() {
      let total = 0; // before centring
      for (let e = 0; e < starts[n]; e++) total += values[e] * values[e];
      return { squares: Math.max(0, total - n * dot(mean, mean)), noise: 1e-13 * total };
    },
    async columnGram(task) {
      const gram = await sparseColumnGram(data, task);
      for (let u = 0; u < p; u++) for (let v = 0; v < p; v++) gram.values[u * p + v] -= n * (mean[u] * mean[v]);
      return gram;
    },
    async rowGram(task) {
      const gram = await sparseRowGram(data, task);
      const offset = dot(mean, mean);
      const inner = Float64Array.from({ length: n }, (_, i) => along(i, mean, 0));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) gram.values[i * n + j] += offset - (inner[i] + inner[j]);
      }
      return gram;
    },
    multiplyRowsInto(out, b, first, count) {
      const { columns: k } = b;
      const shift = new Float64Array(k); // mean^T b
      for (let u = 0; u < p; u++) for (let c = 0; c < k; c++) shift[c] += mean[u] * b.values[u * k + c];
      combineRowsInto(out, data, b, { first, count, shift });
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
