import { laneOf } from "./lanes";

/**
 * Cells that one cell has near it, and the bin of each distance: see `countPairs`.
 *
 * @param x f32 [n] of the cells from left to right, and `y`
 * @param end behind the last cell that is near enough along x
 * @param limits f32 [bins] squared distances, ascending
 * @param firstBin u32 [slots] where the search of a bin starts, by squared distance times `scale`
 * @param near u32 [n] gets the near cells, and `binOf` their bins
 * @returns how many are near
 */
export function nearCells(
  x: usize,
  y: usize,
  cell: u32,
  end: u32,
  limits: usize,
  bins: u32,
  firstBin: usize,
  scale: f32,
  near: usize,
  binOf: usize,
): u32 {
  const largest = load<f32>(limits + ((<usize>(bins - 1)) << 2));
  const cellX = f32x4.splat(load<f32>(x + ((<usize>cell) << 2)));
  const cellY = f32x4.splat(load<f32>(y + ((<usize>cell) << 2)));
  let found: u32 = 0;
  for (let j = cell + 1; j < end; j += 4) {
    const at = (<usize>j) << 2;
    const dx = f32x4.sub(v128.load(x + at), cellX);
    const dy = f32x4.sub(v128.load(y + at), cellY);
    const squareX = f32x4.mul(dx, dx);
    // dy * dy is not rounded on its own: squidpy is compiled to a fused multiply-add, and pairs of cells measured on a grid of
    // pixels lie exactly on a limit often enough to show.
    const low = sumInto(squareX, dy);
    const high = sumInto(upper(squareX), upper(dy));
    const squares = v128.shuffle<i32>(low, high, 0, 1, 4, 5);
    let inside = i32x4.bitmask(f32x4.le(squares, f32x4.splat(largest)));
    const left = end - j;
    if (left < 4) inside &= (1 << left) - 1;
    const slots = i32x4.trunc_sat_f32x4_s(f32x4.mul(squares, f32x4.splat(scale)));
    if (inside === 15) {
      // Of most vectors of many near cells all four are inside.
      const at = (<usize>found) << 2;
      v128.store(near + at, i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3)));
      store<u32>(binOf + at, binAt(f32x4.extract_lane(squares, 0), i32x4.extract_lane(slots, 0), limits, firstBin));
      store<u32>(binOf + at, binAt(f32x4.extract_lane(squares, 1), i32x4.extract_lane(slots, 1), limits, firstBin), 4);
      store<u32>(binOf + at, binAt(f32x4.extract_lane(squares, 2), i32x4.extract_lane(slots, 2), limits, firstBin), 8);
      store<u32>(binOf + at, binAt(f32x4.extract_lane(squares, 3), i32x4.extract_lane(slots, 3), limits, firstBin), 12);
      found += 4;
      continue;
    }
    for (; inside !== 0; inside &= inside - 1) {
      const lane = <u32>ctz(inside);
      const square = laneOf(squares, lane);
      const at = (<usize>found) << 2;
      store<u32>(near + at, j + lane);
      store<u32>(binOf + at, binAt(square, <u32>(square * scale), limits, firstBin));
      found++;
    }
  }
  return found;
}

function upper(four: v128): v128 {
  return v128.shuffle<i32>(four, four, 2, 3, 2, 3);
}

/** The squares in the lower two lanes plus dy^2, summed in float64. */
function sumInto(squareX: v128, dy: v128): v128 {
  const wide = f64x2.promote_low_f32x4(dy);
  return f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(squareX), f64x2.mul(wide, wide)));
}

/** The first bin whose limit a square does not exceed: mostly that of its slot or the next, of which no branch depends. */
function binAt(square: f32, slot: u32, limits: usize, firstBin: usize): u32 {
  let bin = load<u32>(firstBin + ((<usize>slot) << 2));
  bin += <u32>(square > load<f32>(limits + ((<usize>bin) << 2)));
  while (square > load<f32>(limits + ((<usize>bin) << 2))) bin++;
  return bin;
}

/**
 * Add the cells near one cell to the counts of its category.
 *
 * @param offsets u32 [n] category times bins
 * @param around u32 [size] scratch, zeros before and after
 * @param counts f64 [size] of the category of the cell: by category and bin of the near ones
 */
export function countNear(
  near: usize,
  binOf: usize,
  found: u32,
  offsets: usize,
  around: usize,
  size: u32,
  counts: usize,
): void {
  for (let at: usize = 0; at < (<usize>found) << 2; at += 4) {
    const offset = load<u32>(offsets + ((<usize>load<u32>(near + at)) << 2));
    const place = around + ((<usize>(offset + load<u32>(binOf + at))) << 2);
    store<u32>(place, load<u32>(place) + 1);
  }
  for (let k: usize = 0; k < size; k++) {
    const count = load<u32>(around + (k << 2));
    if (count === 0) continue;
    store<u32>(around + (k << 2), 0);
    store<f64>(counts + (k << 3), load<f64>(counts + (k << 3)) + <f64>count);
  }
}
