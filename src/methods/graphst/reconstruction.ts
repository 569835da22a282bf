import type { Matrix } from "../../data/matrix.ts";
import { cholesky } from "../../math/linearAlgebra/cholesky.ts";
import { multiply } from "../../math/linearAlgebra/multiply.ts";

/**
 * H = y W [n, p] in coordinates of its own: with W W' = L L' the rows of y L have the same inner products as those of H,
 * so the same principal components and distances, in as many columns as y has. Where W has fewer columns than rows, H
 * itself.
 *
 * @param y [n, d]
 * @param weight [d, p]
 * @returns [n, d] or [n, p]
 */
export function reconstruction(y: Matrix, weight: Matrix): Matrix {
  const { rows: d, columns: p, values } = weight;
  const gram = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) {
      let total = 0;
      for (let gene = 0; gene < p; gene++) total += values[a * p + gene] * values[b * p + gene];
      gram[a * d + b] = total;
      gram[b * d + a] = total;
    }
  }
  const factor = p < d ? undefined : cholesky(gram, d);
  return single(multiply(y, factor ? { rows: d, columns: d, values: factor } : weight));
}

function single({ rows, columns, values }: Matrix): Matrix {
  return { rows, columns, values: Float32Array.from(values) };
}

/** Rows divided by their length; a row of zeros stays. */
export function unitRows({ rows, columns, values }: Matrix): Matrix {
  const unit = Float32Array.from(values);
  for (let i = 0; i < rows; i++) {
    const row = unit.subarray(i * columns, (i + 1) * columns);
    const length = Math.hypot(...row) || 1;
    row.forEach((value, at) => {
      row[at] = value / length;
    });
  }
  return { rows, columns, values: unit };
}
