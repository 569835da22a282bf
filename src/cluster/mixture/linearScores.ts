/** A linear function of d coordinates for each component. */
export interface LinearScores {
  /** [c, d] */
  readonly slopes: Float64Array;
  /** [c] */
  readonly offsets: Float64Array;
}

/**
 * offset_k + x_i slope_k for every cell and component; clear form:
 * `out[i * c + k] = offsets[k] + sum over u of points[i * d + u] * slopes[k * d + u]`.
 *
 * Two cells and four components at a time, whose eight sums stay in registers. Blocks overlap at the ends: a score that is
 * computed twice is the same.
 *
 * @param points [n, d]
 * @param out [n, c]
 */
export function linearScoresInto(points: Float64Array, scores: LinearScores, d: number, out: Float64Array): void {
  const c = scores.offsets.length;
  const n = points.length / d;
  if (c < 4 || n < 2) {
    fewScoresInto(points, scores, d, out);
    return;
  }
  for (let i = 0; i < n; i += 2) {
    const cell = Math.min(i, n - 2);
    for (let k = 0; k < c; k += 4) blockInto(points, scores, d, cell, Math.min(k, c - 4), out);
  }
}

function blockInto(
  points: Float64Array,
  { slopes, offsets }: LinearScores,
  d: number,
  cell: number,
  k: number,
  out: Float64Array,
): void {
  let a = offsets[k];
  let b = offsets[k + 1];
  let e = offsets[k + 2];
  let f = offsets[k + 3];
  let a2 = a;
  let b2 = b;
  let e2 = e;
  let f2 = f;
  for (let at = cell * d, m = k * d, end = at + d; at < end; at++, m++) {
    const x = points[at];
    const x2 = points[at + d];
    const s0 = slopes[m];
    const s1 = slopes[m + d];
    const s2 = slopes[m + 2 * d];
    const s3 = slopes[m + 3 * d];
    a += x * s0;
    b += x * s1;
    e += x * s2;
    f += x * s3;
    a2 += x2 * s0;
    b2 += x2 * s1;
    e2 += x2 * s2;
    f2 += x2 * s3;
  }
  const row = cell * offsets.length + k;
  out[row] = a;
  out[row + 1] = b;
  out[row + 2] = e;
  out[row + 3] = f;
  const next = row + offsets.length;
  out[next] = a2;
  out[next + 1] = b2;
  out[next + 2] = e2;
  out[next + 3] = f2;
}

function fewScoresInto(points: Float64Array, { slopes, offsets }: LinearScores, d: number, out: Float64Array): void {
  const c = offsets.length;
  for (let at = 0, row = 0; at < points.length; at += d, row += c) {
    for (let k = 0; k < c; k++) {
      let sum = offsets[k];
      for (let u = 0, m = k * d; u < d; u++, m++) sum += points[at + u] * slopes[m];
      out[row + k] = sum;
    }
  }
}
