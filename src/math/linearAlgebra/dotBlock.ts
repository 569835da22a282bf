/**
 * The dot products of two rows with four rows that follow each other: six loads serve eight products.
 *
 * @param out [8] those of the first row, then those of the second.
 * @param a0 where the first row begins in `a`, and `a1` the second.
 * @param b0 where the first of the four rows begins in `b`.
 * @param length of a row.
 */
export function dotBlockInto(
  out: Float64Array,
  a: Float64Array,
  a0: number,
  a1: number,
  b: Float64Array,
  b0: number,
  length: number,
): void {
  const b1 = b0 + length;
  const b2 = b1 + length;
  const b3 = b2 + length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t0 = 0;
  let t1 = 0;
  let t2 = 0;
  let t3 = 0;
  for (let t = 0; t < length; t++) {
    const x = a[a0 + t];
    const y = a[a1 + t];
    const u = b[b0 + t];
    const v = b[b1 + t];
    const w = b[b2 + t];
    const z = b[b3 + t];
    s0 += x * u;
    s1 += x * v;
    s2 += x * w;
    s3 += x * z;
    t0 += y * u;
    t1 += y * v;
    t2 += y * w;
    t3 += y * z;
  }
  out[0] = s0;
  out[1] = s1;
  out[2] = s2;
  out[3] = s3;
  out[4] = t0;
  out[5] = t1;
  out[6] = t2;
  out[7] = t3;
}
