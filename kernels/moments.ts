/**
 * The sums of r_ik x_iu over the rows i, for four components and four coordinates: eight registers.
 *
 * @param points f64 [n, d]
 * @param r f64 [n, c]
 * @param sums f64 [c, d], of which the block from k and u on is written
 */
export function momentBlock(points: usize, r: usize, n: u32, d: u32, c: u32, k: u32, u: u32, sums: usize): void {
  const row = (<usize>d) << 3;
  const step = (<usize>c) << 3;
  let at = points + ((<usize>u) << 3);
  let weights = r + ((<usize>k) << 3);
  let low0 = f64x2.splat(0);
  let high0 = f64x2.splat(0);
  let low1 = f64x2.splat(0);
  let high1 = f64x2.splat(0);
  let low2 = f64x2.splat(0);
  let high2 = f64x2.splat(0);
  let low3 = f64x2.splat(0);
  let high3 = f64x2.splat(0);
  for (let i: u32 = 0; i < n; i++) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const r0 = v128.load64_splat(weights);
    low0 = f64x2.add(low0, f64x2.mul(r0, low));
    high0 = f64x2.add(high0, f64x2.mul(r0, high));
    const r1 = v128.load64_splat(weights, 8);
    low1 = f64x2.add(low1, f64x2.mul(r1, low));
    high1 = f64x2.add(high1, f64x2.mul(r1, high));
    const r2 = v128.load64_splat(weights, 16);
    low2 = f64x2.add(low2, f64x2.mul(r2, low));
    high2 = f64x2.add(high2, f64x2.mul(r2, high));
    const r3 = v128.load64_splat(weights, 24);
    low3 = f64x2.add(low3, f64x2.mul(r3, low));
    high3 = f64x2.add(high3, f64x2.mul(r3, high));
    at += row;
    weights += step;
  }
  let to = sums + ((<usize>(k * d + u)) << 3);
  v128.store(to, low0);
  v128.store(to, high0, 16);
  to += row;
  v128.store(to, low1);
  v128.store(to, high1, 16);
  to += row;
  v128.store(to, low2);
  v128.store(to, high2, 16);
  to += row;
  v128.store(to, low3);
  v128.store(to, high3, 16);
}
