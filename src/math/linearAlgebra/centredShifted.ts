import type { Matrix } from "../../data/matrix.ts";
import type { ShiftedSparse } from "../../data/shiftedSparse.ts";
import type { Centred } from "./centredOperator.ts";
import { multiply, multiplyLeftTransposed, multiplyRightTransposed, type Product } from "./multiply.ts";

/**
 * The rows of a shifted matrix as offsets from their mean, from those of the sparse part alone. With S the centred sparse
 * part, F [n, r] the centred factors, of which no row but the mean is stored, T the patterns, A = S^T F and K = F^T F,
 *
 *   X^T X = S^T S + A T + T^T A^T + T^T K T
 *
 * and the like by rows, so that every product costs what it costs for the sparse part and a little for the patterns.
 */
export function centredShifted(
  { sparse: rows, first: firsts, factors, patterns }: ShiftedSparse,
  sparse: Centred,
): Centred {
  const { n, p } = sparse;
  const [r, w] = [patterns.rows, factors.columns];
  const factorMean = new Float64Array(r);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < w; c++) factorMean[firsts[i] + c] += factors.values[i * w + c] / n;
  }
  const t: Product = { rows: r, columns: p, values: Float64Array.from(patterns.values) };
  let known: { readonly a: Product; readonly k: Product; readonly kt: Product } | undefined;
  /** A, K and K T: rows alone that are multiplied need none of them. */
  const terms = () => {
    if (!known) {
      const k = factorGram();
      known = { a: crossProduct(), k, kt: multiply(k, t) };
    }
    return known;
  };

  const mean = sparse.mean.slice();
  for (let row = 0; row < r; row++) for (let u = 0; u < p; u++) mean[u] += factorMean[row] * t.values[row * p + u];
  const column = (values: Float64Array): Product => ({ rows: values.length, columns: 1, values });

  return {
    ...{ n, p, mean },
    spread() {
      const { a, kt } = terms();
      // The trace of the three terms above.
      let shifted = 0;
      for (let row = 0; row < r; row++) {
        for (let u = 0; u < p; u++) {
          shifted += (2 * a.values[u * r + row] + kt.values[row * p + u]) * t.values[row * p + u];
        }
      }
      const { squares, noise } = sparse.spread();
      return { squares: Math.max(0, squares + shifted), noise: noise + 1e-13 * (squares + Math.abs(shifted)) };
    },
    async columnGram(task) {
      const gram = await sparse.columnGram(task);
      const { a, kt } = terms();
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
      const { a, k } = terms();
      sparse.applyColumnGram(x, y);
      const along = multiply(t, column(x)); // T x
      addInto(y, multiply(a, along).values);
      const back = multiplyLeftTransposed(a, column(x)); // A^T x
      addInto(back.values, multiply(k, along).values);
      addInto(y, multiplyLeftTransposed(t, back).values);
    },
    async rowGram(task) {
      const gram = await sparse.rowGram(task);
      const f = centredFactors();
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
    const shift = multiply(
      { rows: 1, columns: r, values: factorMean },
      { rows: r, columns: width, values: along },
    ).values;
    for (let i = first; i < first + count; i++) {
      for (let c = 0; c < width; c++) {
        let sum = -shift[c];
        for (let d = 0; d < w; d++) sum += factors.values[i * w + d] * along[(firsts[i] + d) * width + c];
        out[i * width + c] += sum;
      }
    }
  }

  function multiplyTransposed(b: Product): Product {
    const out = sparse.multiplyTransposed(b);
    const width = b.columns;
    const along = new Float64Array(r * width); // F^T b
    const sums = new Float64Array(width); // 1^T b
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < width; c++) sums[c] += b.values[i * width + c];
      for (let d = 0; d < w; d++) {
        const [factor, at] = [factors.values[i * w + d], (firsts[i] + d) * width];
        for (let c = 0; c < width; c++) along[at + c] += factor * b.values[i * width + c];
      }
    }
    for (let row = 0; row < r; row++) {
      for (let c = 0; c < width; c++) along[row * width + c] -= factorMean[row] * sums[c];
    }
    addInto(out.values, multiplyLeftTransposed(t, { rows: r, columns: width, values: along }).values);
    return out;
  }

  /** S^T F, [p, r]. */
  function crossProduct(): Product {
    const values = new Float64Array(p * r);
    for (let i = 0; i < n; i++) {
      for (let d = 0; d < w; d++) {
        const [factor, at] = [factors.values[i * w + d], firsts[i] + d];
        for (let e = rows.starts[i]; e < rows.starts[i + 1]; e++)
          values[rows.indices[e] * r + at] += factor * rows.values[e];
      }
    }
    for (let u = 0; u < p; u++) {
      for (let row = 0; row < r; row++) values[u * r + row] -= n * (sparse.mean[u] * factorMean[row]);
    }
    return { rows: p, columns: r, values };
  }

  /** F^T F, [r, r]. */
  function factorGram(): Product {
    const values = new Float64Array(r * r);
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < w; c++) {
        const at = (firsts[i] + c) * r + firsts[i];
        for (let d = 0; d < w; d++) values[at + d] += factors.values[i * w + c] * factors.values[i * w + d];
      }
    }
    for (let row = 0; row < r; row++) {
      for (let other = 0; other < r; other++) values[row * r + other] -= n * (factorMean[row] * factorMean[other]);
    }
    return { rows: r, columns: r, values };
  }

  /** F, [n, r]: where rows are few. */
  function centredFactors(): Product {
    const values = new Float64Array(n * r);
    for (let i = 0; i < n; i++) {
      for (let row = 0; row < r; row++) values[i * r + row] = -factorMean[row];
      for (let d = 0; d < w; d++) values[i * r + firsts[i] + d] += factors.values[i * w + d];
    }
    return { rows: n, columns: r, values };
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

function addInto(sum: Float64Array, values: Float64Array): void {
  for (let e = 0; e < sum.length; e++) sum[e] += values[e];
}
