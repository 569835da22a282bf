import type { Matrix } from "../data/matrix.ts";

/** Clusters whose unions are priced by the classification likelihood of normal distributions, one covariance each. */
export interface Scatters {
  /** What the union of two clusters costs. */
  cost(a: number, b: number): number;
  /** The cluster `kept` takes in `gone`, which may not be used any more. */
  merge(kept: number, gone: number): void;
}

/**
 * Scatter matrices of growing clusters: W of a union is W_a + W_b + m_a m_b / (m_a + m_b) (mean_a - mean_b)(mean_a - mean_b)^T.
 * Those of single points are not held.
 *
 * @param points [n, d]
 * @param starts a point and the number of points equal to it, one per cluster.
 * @see `modelBasedTree` for the costs.
 */
export function createScatters(
  points: Matrix,
  starts: readonly { readonly row: number; readonly size: number }[],
): Scatters {
  const { columns: d, values } = points;
  const half = (d * (d + 1)) / 2;
  const offset = Math.max(totalTrace(points) / (points.rows * d), Number.EPSILON);
  const sizes = Float64Array.from(starts, ({ size }) => size);
  const means = new Float64Array(starts.length * d);
  starts.forEach(({ row }, cluster) => {
    means.set(values.subarray(row * d, (row + 1) * d), cluster * d);
  });
  const traces = new Float64Array(starts.length);
  const terms = sizes.map((size) => size * Math.log(offset / size));
  /** [half] lower triangles by rows; undefined for equal points. */
  const scatters = new Array<Float64Array | undefined>(starts.length).fill(undefined);
  const united = new Float64Array(half);
  const difference = new Float64Array(d);

  /** Squared distance of the means times m_a m_b / (m_a + m_b): what the trace of the union grows by. */
  const growth = (a: number, b: number) => {
    let sum = 0;
    for (let u = 0, x = a * d, y = b * d; u < d; u++, x++, y++) {
      const apart = means[x] - means[y];
      sum += apart * apart;
    }
    return (sum * sizes[a] * sizes[b]) / (sizes[a] + sizes[b]);
  };

  const uniteInto = (out: Float64Array, a: number, b: number) => {
    const share = (sizes[a] * sizes[b]) / (sizes[a] + sizes[b]);
    for (let u = 0; u < d; u++) difference[u] = means[a * d + u] - means[b * d + u];
    const [own, other] = [scatters[a], scatters[b]];
    if (own) out.set(own);
    else out.fill(0);
    if (other) for (let at = 0; at < half; at++) out[at] += other[at];
    for (let u = 0, at = 0; u < d; u++) {
      const scaled = share * difference[u];
      for (let v = 0; v <= u; v++, at++) out[at] += scaled * difference[v];
    }
  };

  const termOf = (a: number, b: number) => {
    const size = sizes[a] + sizes[b];
    const trace = traces[a] + traces[b] + growth(a, b);
    const spread = (trace + offset) / size;
    if (size <= d) return size * Math.log(spread);
    // No determinant is above the mean of the eigenvalues to the power of d: most are lost beside the spread.
    const most = (trace / (size * d)) ** d;
    if (most < negligible * spread) return size * Math.log(spread);
    uniteInto(united, a, b);
    return size * Math.log(determinantOf(united, d, size) + spread);
  };

  return {
    cost: (a, b) => termOf(a, b) - terms[a] - terms[b],
    merge(kept, gone) {
      const term = termOf(kept, gone);
      const trace = traces[kept] + traces[gone] + growth(kept, gone);
      const scatter = scatters[kept] ?? scatters[gone] ?? new Float64Array(half);
      uniteInto(united, kept, gone);
      scatter.set(united);
      const size = sizes[kept] + sizes[gone];
      for (let u = 0, x = kept * d, y = gone * d; u < d; u++, x++, y++) {
        means[x] = (sizes[kept] * means[x] + sizes[gone] * means[y]) / size;
      }
      scatters[gone] = undefined;
      scatters[kept] = scatter;
      sizes[kept] = size;
      traces[kept] = trace;
      terms[kept] = term;
    },
  };
}

/** Share of a sum below which an addend changes no bit of it. */
const negligible = Number.EPSILON / 4;

function totalTrace({ rows: n, columns: d, values }: Matrix): number {
  let trace = 0;
  for (let u = 0; u < d; u++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i * d + u] / n;
    for (let i = 0; i < n; i++) trace += (values[i * d + u] - mean) ** 2;
  }
  return trace;
}

/** det(W / size) of a lower triangle by rows, which is overwritten; 0 where W is not positive definite in float64. */
function determinantOf(w: Float64Array, d: number, size: number): number {
  let determinant = 1;
  for (let i = 0, row = 0; i < d; row += ++i) {
    for (let j = 0, other = 0; j <= i; other += ++j) {
      let sum = w[row + j];
      for (let k = 0; k < j; k++) sum -= w[row + k] * w[other + k];
      if (j < i) {
        w[row + j] = sum / w[other + j];
      } else {
        if (!(sum > 0)) return 0;
        determinant *= sum / size;
        w[row + i] = Math.sqrt(sum);
      }
    }
  }
  return determinant;
}
