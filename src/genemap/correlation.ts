import { CellScapeError, expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { sparseColumnGram } from "../math/linearAlgebra/sparseGram.ts";

/**
 * Pearson correlation between all pairs of genes across the cells. A gene that does not vary correlates 0 with every other and 1 with itself.
 *
 * @param expression [n, p] finite values. Sparse rows are never made dense.
 * @returns [p, p] symmetric, in [-1, 1], ones on the diagonal.
 * @throws bad-shape when the arrays do not fit together; bad-data when a value is not finite.
 * @see Methods, "Gene expression map construction"; numpy `corrcoef`. Cost: n p^2 / 2, or the squared number of entries
 * in each sparse row, summed and halved.
 */
export async function geneCorrelation(expression: Sparse | Matrix, task: Task = silentTask): Promise<Matrix> {
  const { rows: n, columns: p } = expression;
  const covariance = await ("starts" in expression
    ? sparseProducts(expression, task)
    : denseProducts(expression, task));

  const values = new Float32Array(p * p);
  const deviation = new Float64Array(p);
  for (let u = 0; u < p; u++) {
    const { products, means } = covariance;
    // What rounding leaves of a constant gene's variance counts as none.
    const variance = products[u * p + u] / n;
    deviation[u] = variance > 1e-12 * means[u] * means[u] ? Math.sqrt(variance) : 0;
  }
  for (let u = 0; u < p; u++) {
    values[u * p + u] = 1;
    for (let v = u + 1; v < p; v++) {
      const scale = n * deviation[u] * deviation[v];
      const r = scale > 0 ? covariance.products[u * p + v] / scale : 0;
      values[u * p + v] = values[v * p + u] = Math.max(-1, Math.min(1, r));
    }
  }
  return { rows: p, columns: p, values };
}

/** Seconds that the correlation takes, about: for its share of the whole work. */
export function correlationSeconds(expression: Sparse | Matrix): number {
  const { rows: n, columns: p } = expression;
  if (!("starts" in expression)) return 0.21e-9 * n * p ** 2;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (expression.starts[i + 1] - expression.starts[i]) ** 2;
  return 1.1e-9 * squares;
}

/** Upper triangle of sum_i (x_iu - mean_u)(x_iv - mean_v), and the means. */
interface Products {
  /** [p, p] */
  readonly products: Float64Array;
  /** [p] */
  readonly means: Float64Array;
}

/** Sum of x_iu x_iv over the cells that hold both, less n mean_u mean_v. */
async function sparseProducts(expression: Sparse, task: Task): Promise<Products> {
  const { rows: n, columns: p, starts, indices, values } = expression;
  expectShape("expression row starts", [starts.length], { "cells + 1": n + 1 });
  const means = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (!Number.isFinite(values[e])) throw notFinite(values[e], i, indices[e]);
      means[indices[e]] += values[e] / n;
    }
  }
  const { values: products } = await sparseColumnGram(expression, task);
  for (let u = 0; u < p; u++) for (let v = u; v < p; v++) products[u * p + v] -= n * means[u] * means[v];
  return { products, means };
}

/** Cells whose centred values are held at once, gene by gene: 16 genes x 256 cells of float64 fit the cache. */
const CELL_BLOCK = 256;

/** Products between two updates of the task: about a tenth of a second. */
const PIECE = 2 ** 28;

/** Products of centred columns. Two genes times four at once keep their eight sums in registers. */
async function denseProducts({ rows: n, columns: p, values }: Matrix, task: Task): Promise<Products> {
  expectShape("expression values", [values.length], { "cells x genes": n * p });
  const means = new Float64Array(p);
  for (let i = 0, at = 0; i < n; i++) {
    for (let u = 0; u < p; u++, at++) {
      if (!Number.isFinite(values[at])) throw notFinite(values[at], i, u);
      means[u] += values[at] / n;
    }
  }

  const products = new Float64Array(p * p);
  // Genes beyond p are zeros, so the block of four needs no special end.
  const block = new Float64Array((p + 4) * CELL_BLOCK);
  let untold = 0;
  for (let first = 0; first < n; first += CELL_BLOCK) {
    const size = Math.min(CELL_BLOCK, n - first);
    block.fill(0);
    for (let i = 0; i < size; i++) {
      const row = (first + i) * p;
      for (let u = 0; u < p; u++) block[u * CELL_BLOCK + i] = values[row + u] - means[u];
    }
    // for u, for v >= u: products[u, v] += sum over the block of x_u x_v
    for (let u = 0; u < p; u += 2) {
      for (let v = u; v < p; v += 4) addProductsInto(products, block, { p, u, v, size });
      untold += 2 * (p - u) * size;
      if (untold < PIECE) continue;
      untold = 0;
      // The products of the genes from u on fill a triangle.
      await task.update((first + size * (1 - ((p - u - 2) / p) ** 2)) / n);
    }
  }
  return { products, means };
}

function addProductsInto(
  products: Float64Array,
  block: Float64Array,
  { p, u, v, size }: { p: number; u: number; v: number; size: number },
): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  const firstU = u * CELL_BLOCK;
  const firstV = v * CELL_BLOCK;
  for (let i = 0; i < size; i++) {
    const x = block[firstU + i];
    const y = block[firstU + CELL_BLOCK + i];
    const w0 = block[firstV + i];
    const w1 = block[firstV + CELL_BLOCK + i];
    const w2 = block[firstV + 2 * CELL_BLOCK + i];
    const w3 = block[firstV + 3 * CELL_BLOCK + i];
    a0 += x * w0;
    a1 += x * w1;
    a2 += x * w2;
    a3 += x * w3;
    b0 += y * w0;
    b1 += y * w1;
    b2 += y * w2;
    b3 += y * w3;
  }
  const sums = [a0, a1, a2, a3, b0, b1, b2, b3];
  for (let j = 0; j < 4 && v + j < p; j++) {
    products[u * p + v + j] += sums[j];
    if (u + 1 < p) products[(u + 1) * p + v + j] += sums[4 + j];
  }
}

function notFinite(value: number, cell: number, gene: number): CellScapeError {
  return new CellScapeError(
    "bad-data",
    `gene correlation: expected finite expression, got ${value} in cell ${cell}, gene ${gene}`,
  );
}
