import { expOf } from "./exponential";

/**
 * Linear functions of rows: out_ik = offset_k + sum over u of x_iu slope_uk, coordinates in order; four rows and four functions
 * at a time, whose sums stay in registers.
 *
 * @param points f64 [n, stride], of which the first d columns are read
 * @param slopes f64 [d, width]
 * @param offsets f64 [width]
 * @param width a multiple of 4
 * @param out f64 [n, width]
 */
export function linearScores(
  points: usize,
  n: u32,
  stride: u32,
  d: u32,
  slopes: usize,
  offsets: usize,
  width: u32,
  out: usize,
): void {
  const row = (<usize>stride) << 3;
  const to = (<usize>width) << 3;
  let left = n;
  for (; left >= 4; left -= 4, points += row << 2, out += to << 2) {
    for (let k: usize = 0; k < to; k += 32) scoresOfFour(points, row, d, slopes + k, offsets + k, to, out + k);
  }
  for (; left > 0; left--, points += row, out += to) {
    for (let k: usize = 0; k < to; k += 32) scoresOfOne(points, d, slopes + k, offsets + k, to, out + k);
  }
}

function scoresOfFour(points: usize, row: usize, d: u32, slopes: usize, offsets: usize, to: usize, out: usize): void {
  let low0 = v128.load(offsets);
  let high0 = v128.load(offsets, 16);
  let low1 = low0;
  let high1 = high0;
  let low2 = low0;
  let high2 = high0;
  let low3 = low0;
  let high3 = high0;
  let at0 = points;
  let at1 = at0 + row;
  let at2 = at1 + row;
  let at3 = at2 + row;
  for (let u: u32 = 0; u < d; u++) {
    const low = v128.load(slopes);
    const high = v128.load(slopes, 16);
    const x0 = v128.load64_splat(at0);
    low0 = f64x2.add(low0, f64x2.mul(x0, low));
    high0 = f64x2.add(high0, f64x2.mul(x0, high));
    const x1 = v128.load64_splat(at1);
    low1 = f64x2.add(low1, f64x2.mul(x1, low));
    high1 = f64x2.add(high1, f64x2.mul(x1, high));
    const x2 = v128.load64_splat(at2);
    low2 = f64x2.add(low2, f64x2.mul(x2, low));
    high2 = f64x2.add(high2, f64x2.mul(x2, high));
    const x3 = v128.load64_splat(at3);
    low3 = f64x2.add(low3, f64x2.mul(x3, low));
    high3 = f64x2.add(high3, f64x2.mul(x3, high));
    slopes += to;
    at0 += 8;
    at1 += 8;
    at2 += 8;
    at3 += 8;
  }
  v128.store(out, low0);
  v128.store(out, high0, 16);
  out += to;
  v128.store(out, low1);
  v128.store(out, high1, 16);
  out += to;
  v128.store(out, low2);
  v128.store(out, high2, 16);
  out += to;
  v128.store(out, low3);
  v128.store(out, high3, 16);
}

function scoresOfOne(at: usize, d: u32, slopes: usize, offsets: usize, to: usize, out: usize): void {
  let low = v128.load(offsets);
  let high = v128.load(offsets, 16);
  for (let u: u32 = 0; u < d; u++) {
    const x = v128.load64_splat(at);
    low = f64x2.add(low, f64x2.mul(x, v128.load(slopes)));
    high = f64x2.add(high, f64x2.mul(x, v128.load(slopes, 16)));
    slopes += to;
    at += 8;
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}

/** A logarithm this far below the highest of its row is no weight: exp(-46) = 1e-20 is lost beside 1. */
const lost: f64 = -46;
/** Weights below this cannot change a float64 sum of order 1, and are set to 0. */
const least: f64 = 1e-18;

/**
 * Turns rows of log densities into weights that sum to 1: exp(x_ik + w_k - h_i) / s_i, where h_i is the highest sum of a row.
 *
 * @param rows f64 [n, width], overwritten
 * @param width a multiple of 2
 * @param logWeights f64 [width]; minus infinity for a column without weight
 * @param highest f64 [n], h_i
 * @param sums f64 [n], s_i
 * @param sizes f64 [width], to which the weights are added, rows in order
 */
export function weighRows(
  rows: usize,
  n: u32,
  width: u32,
  logWeights: usize,
  highest: usize,
  sums: usize,
  sizes: usize,
): void {
  const stride = (<usize>width) << 3;
  for (let i: u32 = 0; i < n; i++, rows += stride, highest += 8, sums += 8) {
    let two = f64x2.splat(-Infinity);
    for (let k: usize = 0; k < stride; k += 16) {
      const value = f64x2.add(v128.load(rows + k), v128.load(logWeights + k));
      v128.store(rows + k, value);
      two = f64x2.max(two, value);
    }
    const high = max<f64>(f64x2.extract_lane(two, 0), f64x2.extract_lane(two, 1));
    const highs = f64x2.splat(high);
    let sum: f64 = 0;
    for (let k: usize = 0; k < stride; k += 16) {
      const difference = f64x2.sub(v128.load(rows + k), highs);
      const none = f64x2.lt(difference, f64x2.splat(lost));
      if (i64x2.all_true(none)) {
        v128.store(rows + k, f64x2.splat(0));
        continue;
      }
      const weight = v128.andnot(expOf(difference), none);
      v128.store(rows + k, weight);
      sum += f64x2.extract_lane(weight, 0);
      sum += f64x2.extract_lane(weight, 1);
    }
    const total = f64x2.splat(sum);
    for (let k: usize = 0; k < stride; k += 16) {
      const weight = v128.load(rows + k);
      if (!v128.any_true(weight)) continue;
      const share = f64x2.div(weight, total);
      const kept = v128.andnot(share, f64x2.lt(share, f64x2.splat(least)));
      v128.store(rows + k, kept);
      v128.store(sizes + k, f64x2.add(v128.load(sizes + k), kept));
    }
    store<f64>(highest, high);
    store<f64>(sums, sum);
  }
}
