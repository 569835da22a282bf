import type { Matrix } from "../../data/matrix.ts";
import type { ShiftedSparse } from "../../data/shiftedSparse.ts";
import type { Centred } from "./centredOperator.ts";
import { multiply, multiplyLeftTransposed, multiplyRightTransposed, type Product } from "./multiply.ts";

/**
 * The rows of sparse + factors patterns as offsets from their mean, from those of the sparse part alone. With S and F the
 * centred sparse part and factors, T the patterns, A = S^T F and K = F^T F,
 *
 *   X^T X = S^T S + A T + T^T A^T + T^T K T
 *
 * and the like by rows, so that every product costs what it costs for the sparse part and a little for the patterns.
 */
export function centredShifted({ factors, patterns }: ShiftedSparse, sparse: Centred): Centred {
  const { n, p } = sparse;
  const r = factors.columns;
  const { centre, mean: factorMean } = centredColumns(factors.values, n, r);
  const t: Product = { rows: r, columns: p, values: Float64Array.from(patterns.values) };
  const f: Product = { rows: n, columns: r, values: centre };
  const a = sparse.multiplyTransposed(f);
  const k = multiplyLeftTransposed(f, f);
  const kt = multiply(k, t);

  const mean = sparse.mean.slice();
  for (let row = 0; row < r; row++) for (let u = 0; u < p; u++) mean[u] += factorMean[row] * t.values[row * p + u];
  // The trace of the three terms above.
  let shifted = 0;
  for (let row = 0; row < r; row++) {
    for (let u = 0; u < p; u++) {
      shifted += (2 * a.values[u * r + row] + kt.values[row * p + u]) * t.values[row * p + u];
    }
  }
  const column = (values: Float64Array): Product => ({ rows: values.length, columns: 1, values });

  return {
    ...{ n, p, mean },
    squares: Math.max(0, sparse.squares + shifted),
    noise: sparse.noise + 1e-13 * (sparse.squares + Math.abs(shifted)),
    async columnGram(task) {
      const gram = await sparse.columnGram(task);
      const cross = multiply(a, t).values;
      const own = multiplyLeftTransposed(t, kt).values;
      for (let u = 0; u < p; u++) {
        for (let v = 0; v < p; v++) {
          gram.values[u * p + v] += cross[u * p + v] + cross[v * p + u] + own[u * p + v];
        }
      }
      return gram;
    },
    applyColumnGram(x, y) {
      sparse.applyColumnGram(x, y);
      const along = multiply(t, column(x)); // T x
      addInto(y, multiply(a, along).values);
      const back = multiplyLeftTransposed(a, column(x)); // A^T x
      addInto(back.values, multiply(k, along).values);
      addInto(y, multiplyLeftTransposed(t, back).values);
    },
    async rowGram(task) {
      const gram = await sparse.rowGram(task);
      const cross = multiplyRightTransposed(rowsAlong(), f).values; // S T^T F^T
      const own = multiplyRightTransposed(multiply(f, multiplyRightTransposed(t, t)), f).values;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          gram.values[i * n + j] += cross[i * n + j] + cross[j * n + i] + own[i * n + j];
        }
      }
      return gram;
    },
    applyRowGram(x, y) {
      // X X^T x, one half after the other.
      multiplyRowsInto(y, multiplyTransposed(column(x)), 0, n);
    },
    blockRows: sparse.blockRows,
    multiplyRowsInto,
    multiplyTransposed,
  };

  function multiplyRowsInto(out: Matrix["values"], b: Product, first: number, count: number): void {
    sparse.multiplyRowsInto(out, b, first, count);
    const along = multiply(t, b).values; // [r, columns of b]
    const width = b.columns;
    for (let i = first; i < first + count; i++) {
      for (let row = 0; row < r; row++) {
        const factor = f.values[i * r + row];
        for (let c = 0; c < width; c++) out[i * width + c] += factor * along[row * width + c];
      }
    }
  }

  function multiplyTransposed(b: Product): Product {
    const out = sparse.multiplyTransposed(b);
    addInto(out.values, multiplyLeftTransposed(t, multiplyLeftTransposed(f, b)).values);
    return out;
  }

  /** S T^T, [n, r]. */
  function rowsAlong(): Product {
    const values = new Float64Array(n * r);
    const transposed = new Float64Array(p * r);
    for (let row = 0; row < r; row++) for (let u = 0; u < p; u++) transposed[u * r + row] = t.values[row * p + u];
    sparse.multiplyRowsInto(values, { rows: p, columns: r, values: transposed }, 0, n);
    return { rows: n, columns: r, values };
  }
}

function centredColumns(values: ArrayLike<number>, n: number, r: number) {
  const mean = new Float64Array(r);
  for (let e = 0; e < n * r; e++) mean[e % r] += values[e] / n;
  const centre = Float64Array.from({ length: n * r }, (_, e) => values[e] - mean[e % r]);
  return { centre, mean };
}

function addInto(sum: Float64Array, values: Float64Array): void {
  for (let e = 0; e < sum.length; e++) sum[e] += values[e];
}
