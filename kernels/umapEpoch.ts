/** How far a force reaches: no move along an axis is longer than this times the rate. */
const longest: f32 = 4;

/**
 * One epoch of the descent of a UMAP: see `umapDescent`.
 *
 * @param places f32 [n, 2], moved in place
 * @param heads u32 [edges], and `tails`: the cells of an edge
 * @param periods f32 [edges] epochs from one pull to the next
 * @param next f32 [edges] epoch of the next pull
 * @param attraction f32 [lastPlace + 2] table by place, and `repulsion`
 * @param negatives pushes of a pull, on average: four are drawn at a time, and what is left over waits for the next pull
 * @param states u32 [4] of four xorshift generators, none 0
 */
export function umapEpoch(
  places: usize,
  n: u32,
  heads: usize,
  tails: usize,
  periods: usize,
  next: usize,
  edges: u32,
  attraction: usize,
  repulsion: usize,
  firstPlace: i32,
  lastPlace: i32,
  epoch: f32,
  rate: f32,
  negatives: i32,
  states: usize,
): void {
  const limits = f32x4.splat(longest * rate);
  const rates = f32x4.splat(rate);
  const cells = i32x4.splat(n);
  let state = v128.load(states);
  // Another start in each epoch, so that no edge has the longer draw each time.
  let owed = <i32>epoch & 3;
  for (let e: usize = 0; e < (<usize>edges) << 2; e += 4) {
    const due = load<f32>(next + e);
    if (due > epoch) continue;
    const head = places + ((<usize>load<u32>(heads + e)) << 3);
    const tail = places + ((<usize>load<u32>(tails + e)) << 3);
    const here = v128.load64_zero(head);
    const there = v128.load64_zero(tail);
    const apart = f32x4.sub(here, there);
    const square = f32x4.mul(apart, apart);
    const strength = strengthAt(
      attraction,
      f32x4.extract_lane(square, 0) + f32x4.extract_lane(square, 1),
      firstPlace,
      lastPlace,
    );
    const pull = clamped(f32x4.mul(apart, f32x4.splat(-rate * strength)), limits);
    v128.store64_lane(tail, f32x4.sub(there, pull), 0);
    // A cell that is its own neighbour stands where the pull left it.
    const moved = f32x4.add(v128.load64_zero(head), pull);
    store<f32>(next + e, due + load<f32>(periods + e));

    // All pushes of a pull start from one place, so that none waits for the one before: four at a time.
    owed += negatives;
    const x = v128.shuffle<i32>(moved, moved, 0, 0, 0, 0);
    const y = v128.shuffle<i32>(moved, moved, 1, 1, 1, 1);
    let pushX = f32x4.splat(0);
    let pushY = f32x4.splat(0);
    for (; owed >= 4; owed -= 4) {
      // Marsaglia's xorshift in each lane.
      state = v128.xor(state, i32x4.shl(state, 13));
      state = v128.xor(state, i32x4.shr_u(state, 17));
      state = v128.xor(state, i32x4.shl(state, 5));
      // The upper half of a draw times n is a cell.
      const low = i64x2.extmul_low_i32x4_u(state, cells);
      const high = i64x2.extmul_high_i32x4_u(state, cells);
      const first = placesOf(places, i32x4.extract_lane(low, 1), i32x4.extract_lane(low, 3));
      const second = placesOf(places, i32x4.extract_lane(high, 1), i32x4.extract_lane(high, 3));
      const dx = f32x4.sub(x, v128.shuffle<i32>(first, second, 0, 2, 4, 6));
      const dy = f32x4.sub(y, v128.shuffle<i32>(first, second, 1, 3, 5, 7));
      const squares = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const force = f32x4.mul(rates, strengthsAt(repulsion, squares, firstPlace, lastPlace));
      pushX = f32x4.add(pushX, clamped(f32x4.mul(dx, force), limits));
      pushY = f32x4.add(pushY, clamped(f32x4.mul(dy, force), limits));
    }
    const pairX = f32x4.add(pushX, v128.shuffle<i32>(pushX, pushX, 2, 3, 0, 1));
    const pairY = f32x4.add(pushY, v128.shuffle<i32>(pushY, pushY, 2, 3, 0, 1));
    const push = f32x4.add(v128.shuffle<i32>(pairX, pairY, 0, 4, 0, 4), v128.shuffle<i32>(pairX, pairY, 1, 5, 1, 5));
    v128.store64_lane(head, f32x4.add(moved, push), 0);
  }
  v128.store(states, state);
}

/** The places of two cells. */
function placesOf(places: usize, one: u32, other: u32): v128 {
  const first = v128.load64_zero(places + ((<usize>one) << 3));
  return v128.load64_lane(places + ((<usize>other) << 3), first, 1);
}

function clamped(move: v128, limits: v128): v128 {
  return f32x4.pmax(f32x4.pmin(move, limits), f32x4.neg(limits));
}

/** Interpolated in a table that runs along the upper bits of the squared distance. */
function strengthAt(table: usize, square: f32, firstPlace: i32, lastPlace: i32): f32 {
  const bits = reinterpret<i32>(square);
  const place = max(0, min((bits >>> 16) - firstPlace, lastPlace));
  const at = table + ((<usize>place) << 2);
  const before = load<f32>(at);
  return before + <f32>(bits & 0xffff) * <f32>(1 / 65536) * (load<f32>(at, 4) - before);
}

/** The same for four squares. */
function strengthsAt(table: usize, squares: v128, firstPlace: i32, lastPlace: i32): v128 {
  const unbound = i32x4.sub(i32x4.shr_u(squares, 16), i32x4.splat(firstPlace));
  const place = i32x4.max_s(i32x4.min_s(unbound, i32x4.splat(lastPlace)), i32x4.splat(0));
  const bits = v128.and(squares, i32x4.splat(0xffff));
  const way = f32x4.mul(f32x4.convert_i32x4_s(bits), f32x4.splat(<f32>(1 / 65536)));
  const first = neighboursAt(table, i32x4.extract_lane(place, 0), i32x4.extract_lane(place, 1));
  const second = neighboursAt(table, i32x4.extract_lane(place, 2), i32x4.extract_lane(place, 3));
  const before = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
  const after = v128.shuffle<i32>(first, second, 1, 3, 5, 7);
  return f32x4.add(before, f32x4.mul(way, f32x4.sub(after, before)));
}

/** The values at two places of a table, each with the next. */
function neighboursAt(table: usize, one: i32, other: i32): v128 {
  const first = v128.load64_zero(table + ((<usize>one) << 2));
  return v128.load64_lane(table + ((<usize>other) << 2), first, 1);
}
