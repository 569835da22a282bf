import { laneOf } from "./lanes";

/**
 * Sizes of a search for nearest rows and where its arrays lie: those of `RowLeaves`, and what was found for the rows of one
 * leaf, the home.
 */
@unmanaged
export class NearestPlan {
  leaves: u32;
  k: u32;
  columns: u32;
  /** Whether `values` are f32; f64 otherwise. */
  isSingle: u32;
  headWidth: u32;
  tailWidth: u32;
  /** Leaves, filled up to a multiple of 4. */
  boxColumns: u32;
  starts: usize;
  ids: usize;
  values: usize;
  headStarts: usize;
  heads: usize;
  tails: usize;
  lows: usize;
  highs: usize;
  sizes: usize;
  found: usize;
  squares: usize;
  limits: usize;
}

/** Sums of rounded squares of up to some hundred numbers are off by less than this share. */
const rounding: f64 = 1.0001;
/** What rounding to f32 takes from a distance of heads and tails at most, whose lengths are 1 or less. */
const slack: f64 = 4e-7;

/**
 * Leaves that may hold a row within a limit of a row of the home.
 *
 * @param keys f64 [leaves] gets, for each, the bits of its bound as f32 times 2^21 and the leaf: in order by bound
 * @returns how many
 */
export function nearLeaves(plan: NearestPlan, home: u32, farthest: f32, keys: usize): u32 {
  const width = plan.headWidth;
  const stride = (<usize>plan.boxColumns) << 2;
  const homeAt = (<usize>home) << 2;
  const zero = f32x4.splat(0);
  let count: u32 = 0;
  for (let leaf: u32 = 0; leaf < plan.leaves; leaf += 4) {
    const at = (<usize>leaf) << 2;
    let bounds = zero;
    // The last coordinate is the length of the tail.
    for (let t: usize = 0; t <= width; t++) {
      const row = t * stride;
      const low = f32x4.sub(f32x4.splat(load<f32>(plan.lows + row + homeAt)), v128.load(plan.highs + row + at));
      const high = f32x4.sub(v128.load(plan.lows + row + at), f32x4.splat(load<f32>(plan.highs + row + homeAt)));
      const gap = f32x4.pmax(f32x4.pmax(low, high), zero);
      bounds = f32x4.add(bounds, f32x4.mul(gap, gap));
    }
    let near = i32x4.bitmask(f32x4.le(bounds, f32x4.splat(farthest)));
    for (; near !== 0; near &= near - 1) {
      const lane = <u32>ctz(near);
      const other = leaf + lane;
      if (other === home || other >= plan.leaves) continue;
      const bits = reinterpret<u32>(laneOf(bounds, lane));
      store<f64>(keys + ((<usize>count) << 3), <f64>bits * 2097152 + <f64>other);
      count++;
    }
  }
  return count;
}

/**
 * Compare the rows of the home with those of a leaf.
 *
 * @param bound of the squared distance between both, in units of heads and tails
 * @param scale from a distance to these units
 * @returns the farthest limit of the home's rows
 */
export function compareLeaves(plan: NearestPlan, home: u32, leaf: u32, bound: f32, scale: f64): f32 {
  const count = load<u32>(plan.starts + ((<usize>home) << 2), 4) - load<u32>(plan.starts + ((<usize>home) << 2));
  let farthest: f32 = 0;
  for (let first: u32 = 0; first < count; first += 8) {
    let near = leaf === home ? 255 : nearBox(plan, home, first, leaf, bound);
    if (count - first < 8) near &= (1 << (count - first)) - 1;
    for (; near !== 0; near &= near - 1) compareRow(plan, home, first + <u32>ctz(near), leaf, scale);
    for (let query = first; query < min(first + 8, count); query++) {
      farthest = max(farthest, load<f32>(plan.limits + ((<usize>query) << 2)));
    }
  }
  return farthest;
}

/** Which of eight rows of the home have a limit that reaches the box of a leaf. */
function nearBox(plan: NearestPlan, home: u32, first: u32, leaf: u32, bound: f32): i32 {
  const limits = plan.limits + ((<usize>first) << 2);
  const lowLimits = v128.load(limits);
  const highLimits = v128.load(limits, 16);
  const least = f32x4.splat(bound);
  if (!v128.any_true(v128.or(f32x4.ge(lowLimits, least), f32x4.ge(highLimits, least)))) return 0;
  const stride = (<usize>plan.boxColumns) << 2;
  const step = headStride(plan, home);
  const zero = f32x4.splat(0);
  let from = headAt(plan, home, first);
  let box = (<usize>leaf) << 2;
  let low = zero;
  let high = zero;
  for (let t: u32 = 0; t <= plan.headWidth; t++) {
    const lowest = v128.load32_splat(plan.lows + box);
    const highest = v128.load32_splat(plan.highs + box);
    const x = v128.load(from);
    const y = v128.load(from, 16);
    const a = f32x4.pmax(f32x4.pmax(f32x4.sub(lowest, x), f32x4.sub(x, highest)), zero);
    const b = f32x4.pmax(f32x4.pmax(f32x4.sub(lowest, y), f32x4.sub(y, highest)), zero);
    low = f32x4.add(low, f32x4.mul(a, a));
    high = f32x4.add(high, f32x4.mul(b, b));
    from += step;
    box += stride;
  }
  return i32x4.bitmask(f32x4.le(low, lowLimits)) | (i32x4.bitmask(f32x4.le(high, highLimits)) << 4);
}

/** Where the head of a row of a leaf lies, and the bytes from one coordinate to the next. */
function headAt(plan: NearestPlan, leaf: u32, row: u32): usize {
  return plan.heads + ((<usize>(load<u32>(plan.headStarts + ((<usize>leaf) << 2)) + row)) << 2);
}

function headStride(plan: NearestPlan, leaf: u32): usize {
  const at = plan.starts + ((<usize>leaf) << 2);
  return (<usize>((load<u32>(at, 4) - load<u32>(at) + 7) & ~7)) << 2;
}

/** Compare a row of the home with the rows of a leaf: eight lower bounds at a time, then what may be near in full. */
function compareRow(plan: NearestPlan, home: u32, query: u32, leaf: u32, scale: f64): void {
  const at = load<u32>(plan.starts + ((<usize>home) << 2)) + query;
  const first = load<u32>(plan.starts + ((<usize>leaf) << 2));
  const rows = load<u32>(plan.starts + ((<usize>leaf) << 2), 4) - first;
  const step = headStride(plan, leaf);
  const ownStep = headStride(plan, home);
  const own = headAt(plan, home, query);
  const limitAt = plan.limits + ((<usize>query) << 2);
  for (let row: u32 = 0; row < rows; row += 8) {
    let from = headAt(plan, leaf, row);
    let to = own;
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    for (let t: u32 = 0; t < plan.headWidth; t++) {
      const x = v128.load32_splat(to);
      const a = f32x4.sub(x, v128.load(from));
      const b = f32x4.sub(x, v128.load(from, 16));
      low = f32x4.add(low, f32x4.mul(a, a));
      high = f32x4.add(high, f32x4.mul(b, b));
      from += step;
      to += ownStep;
    }
    // What tails of these lengths add at least.
    const length = v128.load32_splat(to);
    const a = f32x4.sub(length, v128.load(from));
    const b = f32x4.sub(length, v128.load(from, 16));
    const limit = f32x4.splat(load<f32>(limitAt));
    let near =
      i32x4.bitmask(f32x4.le(f32x4.add(low, f32x4.mul(a, a)), limit)) |
      (i32x4.bitmask(f32x4.le(f32x4.add(high, f32x4.mul(b, b)), limit)) << 4);
    if (rows - row < 8) near &= (1 << (rows - row)) - 1;
    while (near !== 0) {
      const lane = <u32>ctz(near);
      near &= near - 1;
      const other = first + row + lane;
      if (other === at) continue;
      if (tailSquare(plan, at, other, laneOf(lane < 4 ? low : high, lane & 3), load<f32>(limitAt)) > load<f32>(limitAt))
        continue;
      insert(plan, query, load<u32>(plan.ids + ((<usize>other) << 2)), fullSquare(plan, at, other), scale);
    }
  }
}

/** The square of the heads and of the tails, as far as it stays within the limit. */
function tailSquare(plan: NearestPlan, one: u32, other: u32, heads: f32, limit: f32): f32 {
  let a = plan.tails + ((<usize>(one * plan.tailWidth)) << 2);
  let b = plan.tails + ((<usize>(other * plan.tailWidth)) << 2);
  const end = a + ((<usize>plan.tailWidth) << 2);
  let square = heads;
  while (a < end && square <= limit) {
    const low = f32x4.sub(v128.load(a), v128.load(b));
    const high = f32x4.sub(v128.load(a, 16), v128.load(b, 16));
    const four = f32x4.add(f32x4.mul(low, low), f32x4.mul(high, high));
    const two = f32x4.add(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
    square += f32x4.extract_lane(two, 0) + f32x4.extract_lane(two, 1);
    a += 32;
    b += 32;
  }
  return square;
}

/** The squared distance itself, column by column in float64. */
function fullSquare(plan: NearestPlan, one: u32, other: u32): f64 {
  const columns = <usize>plan.columns;
  let square: f64 = 0;
  if (plan.isSingle) {
    let a = plan.values + ((<usize>one * columns) << 2);
    let b = plan.values + ((<usize>other * columns) << 2);
    for (const end = a + (columns << 2); a < end; a += 4, b += 4) {
      const difference = <f64>load<f32>(a) - <f64>load<f32>(b);
      square += difference * difference;
    }
    return square;
  }
  let a = plan.values + ((<usize>one * columns) << 3);
  let b = plan.values + ((<usize>other * columns) << 3);
  for (const end = a + (columns << 3); a < end; a += 8, b += 8) {
    const difference = load<f64>(a) - load<f64>(b);
    square += difference * difference;
  }
  return square;
}

/** Keep a row among the k nearest of a query, which are sorted by square, then by row. */
function insert(plan: NearestPlan, query: u32, id: u32, square: f64, scale: f64): void {
  const k = plan.k;
  const squares = plan.squares + ((<usize>(query * k)) << 3);
  const found = plan.found + ((<usize>(query * k)) << 2);
  const sizeAt = plan.sizes + ((<usize>query) << 2);
  let slot = load<u32>(sizeAt);
  if (slot < k) store<u32>(sizeAt, slot + 1);
  else {
    slot--;
    const worst = load<f64>(squares + ((<usize>slot) << 3));
    if (square > worst || (square === worst && id > load<u32>(found + ((<usize>slot) << 2)))) return;
  }
  while (slot > 0) {
    const before = load<f64>(squares + ((<usize>(slot - 1)) << 3));
    const beforeId = load<u32>(found + ((<usize>(slot - 1)) << 2));
    if (before < square || (before === square && beforeId < id)) break;
    store<f64>(squares + ((<usize>slot) << 3), before);
    store<u32>(found + ((<usize>slot) << 2), beforeId);
    slot--;
  }
  store<f64>(squares + ((<usize>slot) << 3), square);
  store<u32>(found + ((<usize>slot) << 2), id);
  if (load<u32>(sizeAt) < k) return;
  const reach = scale * sqrt<f64>(load<f64>(squares + ((<usize>(k - 1)) << 3))) + slack;
  store<f32>(plan.limits + ((<usize>query) << 2), <f32>(reach * reach * rounding));
}
