/** Points as rows, of which the leading columns count. */
export interface Points {
  readonly rows: number;
  readonly stride: number;
  readonly used: number;
  readonly values: Float32Array | Float64Array;
}

/**
 * exp(-distance^2 / 2 length^2) from a cell to each of some others, where the total variance of all points is 1.
 *
 * @param groups [n] of each point, codes >= 0: the variance is that within groups; one group by default.
 * @returns a function that writes the values of a cell into [others].
 */
export function gaussianTo(
  points: Points,
  others: Uint32Array,
  length: number,
  groups?: Int32Array,
): (cell: number, out: Float64Array) => void {
  const { stride, used, values } = points;
  const scale = 1 / (2 * length ** 2 * Math.max(totalVariance(points, groups), 1e-300));
  const own = new Float64Array(others.length * used);
  others.forEach((cell, b) => {
    own.set(values.subarray(cell * stride, cell * stride + used), b * used);
  });
  return (cell, out) => {
    for (let b = 0, at = 0; b < others.length; b++) {
      let square = 0;
      for (let u = 0; u < used; u++, at++) {
        const difference = values[cell * stride + u] - own[at];
        square += difference * difference;
      }
      out[b] = Math.exp(-scale * square);
    }
  };
}

/** Mean squared distance of the points from the mean of their group. */
function totalVariance({ rows, stride, used, values }: Points, groups: Int32Array | undefined): number {
  const of = (i: number) => groups?.[i] ?? 0;
  const size = 1 + (groups?.reduce((most, group) => Math.max(most, group), 0) ?? 0);
  const counts = new Float64Array(size);
  const sums = new Float64Array(size * used);
  for (let i = 0; i < rows; i++) {
    counts[of(i)]++;
    for (let u = 0; u < used; u++) sums[of(i) * used + u] += values[i * stride + u];
  }
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    const group = of(i);
    for (let u = 0; u < used; u++) squares += (values[i * stride + u] - sums[group * used + u] / counts[group]) ** 2;
  }
  return squares / rows;
}
