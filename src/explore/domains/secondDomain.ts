import type { Matrix } from "../../data/matrix.ts";
import type { CategoryColumn } from "../../data/table.ts";

/** Least variance of a dimension, as a share of that of all cells: a domain of equal cells would have none. */
const leastVariance = 1e-3;

/**
 * The domain that each cell would belong to if not to its own: the likeliest other one under a normal distribution for each
 * domain, with its own means, variances and share of the cells, in the space of an embedding.
 *
 * @param embedding [n, d] NaN for cells without one.
 * @returns [n] codes; -1 for cells without a domain or an embedding, and where there is only one domain. Cost n x d x domains.
 */
export function secondDomain(
  { codes, categories }: Pick<CategoryColumn, "codes" | "categories">,
  embedding: Matrix,
): Int32Array {
  const { rows: n, columns: d, values } = embedding;
  const count = categories.length;
  const sizes = new Float64Array(count);
  const means = new Float64Array(count * d);
  const squares = new Float64Array(count * d);
  const known = (i: number) => codes[i] >= 0 && !Number.isNaN(values[i * d]);
  for (let i = 0; i < n; i++) {
    if (!known(i)) continue;
    sizes[codes[i]]++;
    for (let j = 0; j < d; j++) {
      means[codes[i] * d + j] += values[i * d + j];
      squares[codes[i] * d + j] += values[i * d + j] ** 2;
    }
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const precisions = new Float64Array(count * d);
  const offsets = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const floor = leastVariance * varianceOfAll(means, squares, total, count, d);
  for (let k = 0; k < count; k++) {
    if (sizes[k] === 0) continue;
    offsets[k] = Math.log(sizes[k] / total);
    for (let j = k * d; j < (k + 1) * d; j++) {
      means[j] /= sizes[k];
      const variance = Math.max(floor, squares[j] / sizes[k] - means[j] ** 2) || 1;
      precisions[j] = 1 / variance;
      offsets[k] -= Math.log(variance) / 2;
    }
  }
  const second = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    if (!known(i)) continue;
    let best = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      if (k === codes[i] || sizes[k] === 0) continue;
      let likelihood = offsets[k];
      for (let j = 0; j < d && likelihood > best; j++) {
        likelihood -= ((values[i * d + j] - means[k * d + j]) ** 2 * precisions[k * d + j]) / 2;
      }
      if (likelihood > best) [best, second[i]] = [likelihood, k];
    }
  }
  return second;
}

/** Mean variance of the dimensions over all cells. */
function varianceOfAll(sums: Float64Array, squares: Float64Array, total: number, count: number, d: number): number {
  let all = 0;
  for (let j = 0; j < d; j++) {
    let [sum, square] = [0, 0];
    for (let k = 0; k < count; k++) {
      sum += sums[k * d + j];
      square += squares[k * d + j];
    }
    all += square / total - (sum / total) ** 2;
  }
  return all / d;
}
