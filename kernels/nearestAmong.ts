/** Sums of rounded squares of up to some hundred numbers are off by less than this share. */
const rounding: f32 = 1.0001;

/**
 * The k rows nearest to a point, nearest first, equal distances by index: eight float32 sums at a time, then what may be near in
 * float64, coordinates in order.
 *
 * @param point f32 [d]
 * @param columns f32 [blocks, d, 8] the rows, filled up with infinity
 * @param rows f32 [m, d] the same
 * @param d a multiple of 4, filled up with zeros
 * @param k no more than there are rows
 * @param found u32 [k]
 * @param squares f64 [k]
 */
export function nearestAmong(
  point: usize,
  columns: usize,
  blocks: u32,
  rows: usize,
  d: u32,
  k: u32,
  found: usize,
  squares: usize,
): void {
  const last = squares + ((<usize>(k - 1)) << 3);
  for (let at = squares; at <= last; at += 8) store<f64>(at, Infinity);
  const row = (<usize>d) << 2;
  const end = point + row;
  let worst: f64 = Infinity;
  for (let block: u32 = 0; block < blocks; block++, columns += row << 3) {
    const limit = f32x4.splat(<f32>worst * rounding);
    let low = f32x4.splat(0);
    let high = low;
    let near = 0;
    let from = columns;
    for (let to = point; to < end; ) {
      for (let u = 0; u < 4; u++, to += 4, from += 32) {
        const x = v128.load32_splat(to);
        const a = f32x4.sub(x, v128.load(from));
        const b = f32x4.sub(x, v128.load(from, 16));
        low = f32x4.add(low, f32x4.mul(a, a));
        high = f32x4.add(high, f32x4.mul(b, b));
      }
      near = i32x4.bitmask(f32x4.lt(low, limit)) | (i32x4.bitmask(f32x4.lt(high, limit)) << 4);
      if (near === 0) break;
    }
    for (; near !== 0; near &= near - 1) {
      const j = (block << 3) + <u32>ctz(near);
      const square = squareOf(point, end, rows + <usize>j * row);
      if (square >= worst) continue;
      let slot = last;
      let to = found + ((<usize>(k - 1)) << 2);
      for (; slot > squares && load<f64>(slot - 8) > square; slot -= 8, to -= 4) {
        store<f64>(slot, load<f64>(slot - 8));
        store<u32>(to, load<u32>(to - 4));
      }
      store<f64>(slot, square);
      store<u32>(to, j);
      worst = load<f64>(last);
    }
  }
}

function squareOf(a: usize, end: usize, b: usize): f64 {
  let square: f64 = 0;
  for (; a < end; a += 4, b += 4) {
    const difference = <f64>load<f32>(a) - <f64>load<f32>(b);
    square += difference * difference;
  }
  return square;
}
