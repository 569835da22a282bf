/**
 * Sparse rows times a dense matrix, in float64: see `combineRowsInto`.
 *
 * @param rows how many
 * @param starts u32 [rows + 1] entries of row i are starts[i] .. starts[i + 1]
 * @param indices u32 [entries] row of `b` of each
 * @param values f32 [entries]
 * @param b f64 [., width]
 * @param width a multiple of 8
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

/** The sum of four, in pairs. */
function sumOf(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
}

function addEight(indices: usize, values: usize, b: usize, stride: usize, out: usize): void {
  const b0 = b + <usize>load<u32>(indices, 0) * stride;
  const b1 = b + <usize>load<u32>(indices, 4) * stride;
  const b2 = b + <usize>load<u32>(indices, 8) * stride;
  const b3 = b + <usize>load<u32>(indices, 12) * stride;
  const b4 = b + <usize>load<u32>(indices, 16) * stride;
  const b5 = b + <usize>load<u32>(indices, 20) * stride;
  const b6 = b + <usize>load<u32>(indices, 24) * stride;
  const b7 = b + <usize>load<u32>(indices, 28) * stride;
  const v0 = f64x2.splat(load<f32>(values, 0));
  const v1 = f64x2.splat(load<f32>(values, 4));
  const v2 = f64x2.splat(load<f32>(values, 8));
  const v3 = f64x2.splat(load<f32>(values, 12));
  const v4 = f64x2.splat(load<f32>(values, 16));
  const v5 = f64x2.splat(load<f32>(values, 20));
  const v6 = f64x2.splat(load<f32>(values, 24));
  const v7 = f64x2.splat(load<f32>(values, 28));
  for (let c: usize = 0; c < stride; c += 64) {
    const at0 = b0 + c;
    const at1 = b1 + c;
    const at2 = b2 + c;
    const at3 = b3 + c;
    const at4 = b4 + c;
    const at5 = b5 + c;
    const at6 = b6 + c;
    const at7 = b7 + c;
    const to = out + c;
    v128.store(
      to,
      f64x2.add(
        f64x2.add(
          v128.load(to, 0),
          sumOf(
            f64x2.mul(v0, v128.load(at0, 0)),
            f64x2.mul(v1, v128.load(at1, 0)),
            f64x2.mul(v2, v128.load(at2, 0)),
            f64x2.mul(v3, v128.load(at3, 0)),
          ),
        ),
        sumOf(
          f64x2.mul(v4, v128.load(at4, 0)),
          f64x2.mul(v5, v128.load(at5, 0)),
          f64x2.mul(v6, v128.load(at6, 0)),
          f64x2.mul(v7, v128.load(at7, 0)),
        ),
      ),
      0,
    );
    v128.store(
      to,
      f64x2.add(
        f64x2.add(
          v128.load(to, 16),
          sumOf(
            f64x2.mul(v0, v128.load(at0, 16)),
            f64x2.mul(v1, v128.load(at1, 16)),
            f64x2.mul(v2, v128.load(at2, 16)),
            f64x2.mul(v3, v128.load(at3, 16)),
          ),
        ),
        sumOf(
          f64x2.mul(v4, v128.load(at4, 16)),
          f64x2.mul(v5, v128.load(at5, 16)),
          f64x2.mul(v6, v128.load(at6, 16)),
          f64x2.mul(v7, v128.load(at7, 16)),
        ),
      ),
      16,
    );
    v128.store(
      to,
      f64x2.add(
        f64x2.add(
          v128.load(to, 32),
          sumOf(
            f64x2.mul(v0, v128.load(at0, 32)),
            f64x2.mul(v1, v128.load(at1, 32)),
            f64x2.mul(v2, v128.load(at2, 32)),
            f64x2.mul(v3, v128.load(at3, 32)),
          ),
        ),
        sumOf(
          f64x2.mul(v4, v128.load(at4, 32)),
          f64x2.mul(v5, v128.load(at5, 32)),
          f64x2.mul(v6, v128.load(at6, 32)),
          f64x2.mul(v7, v128.load(at7, 32)),
        ),
      ),
      32,
    );
    v128.store(
      to,
      f64x2.add(
        f64x2.add(
          v128.load(to, 48),
          sumOf(
            f64x2.mul(v0, v128.load(at0, 48)),
            f64x2.mul(v1, v128.load(at1, 48)),
            f64x2.mul(v2, v128.load(at2, 48)),
            f64x2.mul(v3, v128.load(at3, 48)),
          ),
        ),
        sumOf(
          f64x2.mul(v4, v128.load(at4, 48)),
          f64x2.mul(v5, v128.load(at5, 48)),
          f64x2.mul(v6, v128.load(at6, 48)),
          f64x2.mul(v7, v128.load(at7, 48)),
        ),
      ),
      48,
    );
  }
}

function addFour(indices: usize, values: usize, b: usize, stride: usize, out: usize): void {
  const b0 = b + <usize>load<u32>(indices, 0) * stride;
  const b1 = b + <usize>load<u32>(indices, 4) * stride;
  const b2 = b + <usize>load<u32>(indices, 8) * stride;
  const b3 = b + <usize>load<u32>(indices, 12) * stride;
  const v0 = f64x2.splat(load<f32>(values, 0));
  const v1 = f64x2.splat(load<f32>(values, 4));
  const v2 = f64x2.splat(load<f32>(values, 8));
  const v3 = f64x2.splat(load<f32>(values, 12));
  for (let c: usize = 0; c < stride; c += 64) {
    const at0 = b0 + c;
    const at1 = b1 + c;
    const at2 = b2 + c;
    const at3 = b3 + c;
    const to = out + c;
    v128.store(
      to,
      f64x2.add(
        v128.load(to, 0),
        sumOf(
          f64x2.mul(v0, v128.load(at0, 0)),
          f64x2.mul(v1, v128.load(at1, 0)),
          f64x2.mul(v2, v128.load(at2, 0)),
          f64x2.mul(v3, v128.load(at3, 0)),
        ),
      ),
      0,
    );
    v128.store(
      to,
      f64x2.add(
        v128.load(to, 16),
        sumOf(
          f64x2.mul(v0, v128.load(at0, 16)),
          f64x2.mul(v1, v128.load(at1, 16)),
          f64x2.mul(v2, v128.load(at2, 16)),
          f64x2.mul(v3, v128.load(at3, 16)),
        ),
      ),
      16,
    );
    v128.store(
      to,
      f64x2.add(
        v128.load(to, 32),
        sumOf(
          f64x2.mul(v0, v128.load(at0, 32)),
          f64x2.mul(v1, v128.load(at1, 32)),
          f64x2.mul(v2, v128.load(at2, 32)),
          f64x2.mul(v3, v128.load(at3, 32)),
        ),
      ),
      32,
    );
    v128.store(
      to,
      f64x2.add(
        v128.load(to, 48),
        sumOf(
          f64x2.mul(v0, v128.load(at0, 48)),
          f64x2.mul(v1, v128.load(at1, 48)),
          f64x2.mul(v2, v128.load(at2, 48)),
          f64x2.mul(v3, v128.load(at3, 48)),
        ),
      ),
      48,
    );
  }
}

function addOne(indices: usize, values: usize, b: usize, stride: usize, out: usize): void {
  const b0 = b + <usize>load<u32>(indices, 0) * stride;
  const v0 = f64x2.splat(load<f32>(values, 0));
  for (let c: usize = 0; c < stride; c += 64) {
    const at0 = b0 + c;
    const to = out + c;
    v128.store(to, f64x2.add(v128.load(to, 0), f64x2.mul(v0, v128.load(at0, 0))), 0);
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.mul(v0, v128.load(at0, 16))), 16);
    v128.store(to, f64x2.add(v128.load(to, 32), f64x2.mul(v0, v128.load(at0, 32))), 32);
    v128.store(to, f64x2.add(v128.load(to, 48), f64x2.mul(v0, v128.load(at0, 48))), 48);
  }
}
