/** Sizes of living clusters of Ward's tree and where their arrays lie: those of `WardClusters`. */
@unmanaged
export class WardPlan {
  /** f64: from a squared distance to one of `columns`. */
  unit: f64;
  /** f64: the square of the nearest cluster, which a search writes. */
  squared: f64;
  /** Runs of eight slots, filled up to a multiple of 8. */
  blocks: u32;
  /** A multiple of 4. */
  width: u32;
  /** f64 [slots, width] */
  centroids: usize;
  /** f64 [slots] */
  sizes: usize;
  /** u32 [slots] */
  points: usize;
  /** f32 [blocks, width, 8]: the centroids, in a unit in which all coordinates are from -1 to 1. */
  columns: usize;
  /** f32 [slots] 1 / (2 x size); minus infinity of what does not live. */
  halves: usize;
  /** f32 [4, blocks] lowest and highest of the first four of `columns`. */
  lows: usize;
  highs: usize;
  /** f32 [blocks] the largest of `halves`. */
  looseness: usize;
}

/** How much farther a cluster may be than one that is likely, far above the rounding of a distance: relative, and of 0. */
const slack: f64 = 1e-9;
const slackOfZero: f64 = 1e-300;

/**
 * What rounding to f32 may add to the square of a distance: the share, and for each coordinate, which is off by 2^-23 at most.
 * (D + e)^2 <= (1 + t) D^2 + (1 + 1 / t) e^2 with t = 2^-10.
 */
const roundingShare: f64 = 1.0 + 1.0 / 512;
const roundingSquare: f64 = 1025.0 / 70368744177664;

/** Ward's distance of two clusters, coordinates in order. */
function squaredOf(plan: WardPlan, x: u32, y: u32): f64 {
  const bytes = (<usize>plan.width) << 3;
  let a = plan.centroids + <usize>x * bytes;
  let b = plan.centroids + <usize>y * bytes;
  let sum: f64 = 0;
  for (const end = a + bytes; a < end; a += 8, b += 8) {
    const difference = load<f64>(a) - load<f64>(b);
    sum += difference * difference;
  }
  const size = load<f64>(plan.sizes + ((<usize>x) << 3));
  const other = load<f64>(plan.sizes + ((<usize>y) << 3));
  return (2 * size * other * sum) / (size + other);
}

/**
 * The cluster nearest to x: see `nearestCluster` of `wardSearch.ts`.
 *
 * @param previous slot that ties go to, or -1
 * @param likely slot that may be near, or -1
 */
export function nearestWard(plan: WardPlan, x: u32, previous: i32, likely: i32): i32 {
  let best = previous >= 0 ? squaredOf(plan, x, previous) : Infinity;
  let bound = likely >= 0 ? min<f64>(best, squaredOf(plan, x, likely)) : best;
  bound = bound * (1 + slack) + slackOfZero;
  let slot = previous;
  const halfAt = plan.halves + ((<usize>x) << 2);
  const ownHalf = load<f32>(halfAt);
  store<f32>(halfAt, -Infinity);
  const own = columnsOf(plan, x >> 3) + ((<usize>(x & 7)) << 2);
  const half = f32x4.splat(ownHalf);
  const rounding = f32x4.splat(<f32>(roundingSquare * <f64>plan.width));
  const groups = <i32>(plan.blocks >> 3);
  // From the own group outwards: what is near bounds the search.
  const first = <i32>(x >> 6);
  const steps = 2 * max<i32>(first, groups - 1 - first);
  for (let step = 0; step <= steps; step++) {
    const group = step & 1 ? first + ((step + 1) >> 1) : first - (step >> 1);
    if (group < 0 || group >= groups) continue;
    let near = nearBlocks(plan, group, own, half, rounding, scaled(plan, bound));
    while (near !== 0) {
      const block = ((<u32>group) << 3) + <u32>ctz(near);
      near &= near - 1;
      let found = nearLanes(plan, block, own, half, rounding, scaled(plan, bound));
      while (found !== 0) {
        const y = (block << 3) + <u32>ctz(found);
        found &= found - 1;
        const squared = squaredOf(plan, x, y);
        if (squared > best || (squared === best && (slot === previous || isBefore(plan, slot, y)))) continue;
        best = squared;
        bound = min<f64>(bound, best * (1 + slack) + slackOfZero);
        slot = y;
      }
    }
  }
  store<f32>(halfAt, ownHalf);
  plan.squared = best;
  return slot;
}

function isBefore(plan: WardPlan, a: u32, b: u32): bool {
  return load<u32>(plan.points + ((<usize>a) << 2)) < load<u32>(plan.points + ((<usize>b) << 2));
}

function columnsOf(plan: WardPlan, block: u32): usize {
  return plan.columns + ((<usize>(block * plan.width)) << 5);
}

/** What a bound allows to squares of `columns`, before it is divided by sizes. */
function scaled(plan: WardPlan, bound: f64): v128 {
  return f32x4.splat(<f32>(bound * plan.unit * roundingShare));
}

/** Which of the eight blocks of a group reach within the bound. */
function nearBlocks(plan: WardPlan, group: u32, own: usize, half: v128, rounding: v128, bound: v128): i32 {
  const stride = (<usize>plan.blocks) << 2;
  let at = (<usize>group) << 5;
  const lowLimits = f32x4.add(f32x4.mul(bound, f32x4.add(half, v128.load(plan.looseness + at))), rounding);
  const highLimits = f32x4.add(f32x4.mul(bound, f32x4.add(half, v128.load(plan.looseness + at, 16))), rounding);
  const zero = f32x4.splat(0);
  let low = zero;
  let high = zero;
  for (let u = 0; u < 4; u++) {
    const x = v128.load32_splat(own);
    const below = f32x4.pmax(f32x4.sub(v128.load(plan.lows + at), x), f32x4.sub(x, v128.load(plan.highs + at)));
    const above = f32x4.pmax(f32x4.sub(v128.load(plan.lows + at, 16), x), f32x4.sub(x, v128.load(plan.highs + at, 16)));
    const a = f32x4.pmax(below, zero);
    const b = f32x4.pmax(above, zero);
    low = f32x4.add(low, f32x4.mul(a, a));
    high = f32x4.add(high, f32x4.mul(b, b));
    at += stride;
    own += 32;
  }
  return i32x4.bitmask(f32x4.lt(low, lowLimits)) | (i32x4.bitmask(f32x4.lt(high, highLimits)) << 4);
}

/** Which of the eight clusters of a block may be within the bound. */
function nearLanes(plan: WardPlan, block: u32, own: usize, half: v128, rounding: v128, bound: v128): i32 {
  const halves = plan.halves + ((<usize>block) << 5);
  const lowLimits = f32x4.add(f32x4.mul(bound, f32x4.add(half, v128.load(halves))), rounding);
  const highLimits = f32x4.add(f32x4.mul(bound, f32x4.add(half, v128.load(halves, 16))), rounding);
  let low = f32x4.splat(0);
  let high = low;
  let from = columnsOf(plan, block);
  let near = 0;
  for (const end = from + ((<usize>plan.width) << 5); from < end; ) {
    for (let u = 0; u < 4; u++, from += 32, own += 32) {
      const x = v128.load32_splat(own);
      const a = f32x4.sub(x, v128.load(from));
      const b = f32x4.sub(x, v128.load(from, 16));
      low = f32x4.add(low, f32x4.mul(a, a));
      high = f32x4.add(high, f32x4.mul(b, b));
    }
    near = i32x4.bitmask(f32x4.lt(low, lowLimits)) | (i32x4.bitmask(f32x4.lt(high, highLimits)) << 4);
    if (near === 0) return 0;
  }
  return near;
}
