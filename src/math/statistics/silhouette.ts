import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";

/**
 * How much closer each row lies to the rows of its own label than to those of the next one: (b - a) / max(a, b), with a
 * the mean distance to the others of its label and b the least mean distance to the rows of another label. 0 for a row
 * that is alone with its label.
 *
 * @param rows [n, d], finite
 * @param labels [n] >= 0, at least two in use.
 * @returns [n] in -1 .. 1
 * @throws bad-shape when the sizes differ; bad-option for negative labels; bad-data for fewer than two labels.
 * @see scikit-learn `silhouette_samples`. Cost: n^2 d / 2 time, n x labels memory; take a sample of large data.
 */
export function silhouettes(rows: Matrix, labels: Int32Array): Float64Array {
  const { rows: n, columns: d, values } = rows;
  expectShape("silhouettes: labels", [labels.length], { rows: n });
  const sizes = labelSizes(labels);
  if (sizes.filter((size) => size > 0).length < 2) {
    throw new CellScapeError("bad-data", "silhouettes: expected at least two labels, got one");
  }
  const width = sizes.length;
  const sums = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    const own = labels[i];
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let r = i * d, s = j * d, end = r + d; r < end; r++, s++) {
        const difference = values[r] - values[s];
        square += difference * difference;
      }
      const distance = Math.sqrt(square);
      sums[i * width + labels[j]] += distance;
      sums[j * width + own] += distance;
    }
  }
  return Float64Array.from(labels, (own, i) => {
    if (sizes[own] === 1) return 0;
    const within = sums[i * width + own] / (sizes[own] - 1);
    let nearest = Number.POSITIVE_INFINITY;
    sizes.forEach((size, label) => {
      if (label !== own && size > 0) nearest = Math.min(nearest, sums[i * width + label] / size);
    });
    const larger = Math.max(within, nearest);
    return larger === 0 ? 0 : (nearest - within) / larger;
  });
}

function labelSizes(labels: Int32Array): Uint32Array {
  const odd = labels.findIndex((label) => label < 0);
  if (odd >= 0) {
    throw new CellScapeError("bad-option", `silhouettes: expected labels >= 0, got ${labels[odd]} for row ${odd}`);
  }
  const sizes = new Uint32Array(labels.reduce((highest, label) => Math.max(highest, label), 0) + 1);
  for (const label of labels) sizes[label]++;
  return sizes;
}
