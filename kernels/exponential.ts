const ln2High: f64 = 0.6931471803691238;
const ln2Low: f64 = 1.9082149292705877e-10;
const inverseLn2: f64 = Math.LOG2E;
/** Just above ln(2) / 2: no power of two is taken out of what is nearer to 0. */
const near: f64 = reinterpret<f64>(<u64>0x3fd62e4300000000);

/**
 * e to the power of two numbers from -708 to 0, or NaN: k ln(2) is taken out, and the rest is a rational function, with the
 * constants and the order of operations of fdlibm's `e_exp.c`, hence with the same bits.
 */
export function expOf(x: v128): v128 {
  const scaled = f64x2.trunc(f64x2.add(f64x2.mul(x, f64x2.splat(inverseLn2)), f64x2.splat(-0.5)));
  const k = v128.andnot(scaled, f64x2.lt(f64x2.abs(x), f64x2.splat(near)));
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(ln2High)));
  const low = f64x2.mul(k, f64x2.splat(ln2Low));
  const r = f64x2.sub(high, low);
  const t = f64x2.mul(r, r);
  let p = f64x2.splat(4.1381367970572385e-8);
  p = f64x2.add(f64x2.splat(-0.0000016533902205465252), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.00006613756321437934), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-0.0027777777777015593), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.16666666666666602), f64x2.mul(t, p));
  const c = f64x2.sub(r, f64x2.mul(t, p));
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
  const y = f64x2.sub(f64x2.splat(1), f64x2.sub(f64x2.sub(low, quotient), high));
  const powers = i64x2.shl(i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k)), 52);
  return i64x2.add(y, powers);
}
