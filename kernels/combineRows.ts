/**
 * Sparse rows times a dense matrix, in float64: see `combineRowsInto`.
 *
 * @param rows how many
 * @param starts u32 [rows + 1] entries of row i are starts[i] .. starts[i + 1]
 * @param indices u32 [entries] row of `b` of each
 * @param values f32 [entries]
 * @param b f64 [., width]
 * @param width a multiple of 2
 * @param out f64 [rows, width]
 */
export function combineRows(
  rows: u32,
  starts: usize,
  indices: usize,
  values: usize,
  b: usize,
  width: u32,
  out: usize,
): void {
  const stride: usize = (<usize>width) << 3;
  for (let i: usize = 0; i < rows; i++, out += stride) {
    let e: usize = (<usize>load<u32>(starts + (i << 2))) << 2;
    const end: usize = (<usize>load<u32>(starts + (i << 2), 4)) << 2;
    for (let c: usize = 0; c < stride; c += 16) v128.store(out + c, f64x2.splat(0));
    for (; e + 32 <= end; e += 32) addEight(indices + e, values + e, b, stride, out);
    for (; e + 16 <= end; e += 16) addFour(indices + e, values + e, b, stride, out);
    for (; e < end; e += 4) addOne(indices + e, values + e, b, stride, out);
  }
}

/** The sum of four products, in pairs. */
function sumOf(v0: v128, b0: usize, v1: v128, b1: usize, v2: v128, b2: usize, v3: v128, b3: usize): v128 {
  const first = f64x2.add(f64x2.mul(v0, v128.load(b0)), f64x2.mul(v1, v128.load(b1)));
  const second = f64x2.add(f64x2.mul(v2, v128.load(b2)), f64x2.mul(v3, v128.load(b3)));
  return f64x2.add(first, second);
}

function addEight(indices: usize, values: usize, b: usize, stride: usize, out: usize): void {
  const b0 = b + <usize>load<u32>(indices) * stride;
  const b1 = b + <usize>load<u32>(indices, 4) * stride;
  const b2 = b + <usize>load<u32>(indices, 8) * stride;
  const b3 = b + <usize>load<u32>(indices, 12) * stride;
  const b4 = b + <usize>load<u32>(indices, 16) * stride;
  const b5 = b + <usize>load<u32>(indices, 20) * stride;
  const b6 = b + <usize>load<u32>(indices, 24) * stride;
  const b7 = b + <usize>load<u32>(indices, 28) * stride;
  const v0 = f64x2.splat(load<f32>(values));
  const v1 = f64x2.splat(load<f32>(values, 4));
  const v2 = f64x2.splat(load<f32>(values, 8));
  const v3 = f64x2.splat(load<f32>(values, 12));
  const v4 = f64x2.splat(load<f32>(values, 16));
  const v5 = f64x2.splat(load<f32>(values, 20));
  const v6 = f64x2.splat(load<f32>(values, 24));
  const v7 = f64x2.splat(load<f32>(values, 28));
  for (let c: usize = 0; c < stride; c += 16) {
    const first = sumOf(v0, b0 + c, v1, b1 + c, v2, b2 + c, v3, b3 + c);
    const second = sumOf(v4, b4 + c, v5, b5 + c, v6, b6 + c, v7, b7 + c);
    v128.store(out + c, f64x2.add(f64x2.add(v128.load(out + c), first), second));
  }
}

function addFour(indices: usize, values: usize, b: usize, stride: usize, out: usize): void {
  const b0 = b + <usize>load<u32>(indices) * stride;
  const b1 = b + <usize>load<u32>(indices, 4) * stride;
  const b2 = b + <usize>load<u32>(indices, 8) * stride;
  const b3 = b + <usize>load<u32>(indices, 12) * stride;
  const v0 = f64x2.splat(load<f32>(values));
  const v1 = f64x2.splat(load<f32>(values, 4));
  const v2 = f64x2.splat(load<f32>(values, 8));
  const v3 = f64x2.splat(load<f32>(values, 12));
  for (let c: usize = 0; c < stride; c += 16) {
    const sum = sumOf(v0, b0 + c, v1, b1 + c, v2, b2 + c, v3, b3 + c);
    v128.store(out + c, f64x2.add(v128.load(out + c), sum));
  }
}

function addOne(indices: usize, values: usize, b: usize, stride: usize, out: usize): void {
  const row = b + <usize>load<u32>(indices) * stride;
  const value = f64x2.splat(load<f32>(values));
  for (let c: usize = 0; c < stride; c += 16) {
    v128.store(out + c, f64x2.add(v128.load(out + c), f64x2.mul(value, v128.load(row + c))));
  }
}
