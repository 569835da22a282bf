/**
 * Dot products of the vectors of two panels, added to what stands in `out`: see `panelsOf`. Tiles of four vectors by four are
 * sixteen sums in eight registers.
 *
 * @param a f64 [rows / 4, deep, 4]
 * @param b f64 [columns / 4, deep, 4]
 * @param out f64 [rows, columns]
 * @param rows a multiple of 4, as `columns`
 * @param below 1: only tiles that hold some column up to the row
 */
export function panelProduct(a: usize, b: usize, out: usize, rows: u32, columns: u32, deep: u32, below: u32): void {
  const tile: usize = (<usize>deep) << 5;
  const stride: usize = (<usize>columns) << 3;
  // Tiles of a column after each other, so that its four vectors stay in the first-level cache.
  for (let column: u32 = 0; column < columns; column += 4) {
    const right = b + <usize>(column >> 2) * tile;
    for (let row: u32 = below * column; row < rows; row += 4) {
      const left = a + <usize>(row >> 2) * tile;
      const to0 = out + <usize>row * stride + ((<usize>column) << 3);
      const to1 = to0 + stride;
      const to2 = to1 + stride;
      const to3 = to2 + stride;
      let low0 = v128.load(to0);
      let high0 = v128.load(to0, 16);
      let low1 = v128.load(to1);
      let high1 = v128.load(to1, 16);
      let low2 = v128.load(to2);
      let high2 = v128.load(to2, 16);
      let low3 = v128.load(to3);
      let high3 = v128.load(to3, 16);
      for (let t: usize = 0; t < tile; t += 32) {
        const low = v128.load(right + t);
        const high = v128.load(right + t, 16);
        const v0 = v128.load64_splat(left + t);
        low0 = f64x2.add(low0, f64x2.mul(v0, low));
        high0 = f64x2.add(high0, f64x2.mul(v0, high));
        const v1 = v128.load64_splat(left + t, 8);
        low1 = f64x2.add(low1, f64x2.mul(v1, low));
        high1 = f64x2.add(high1, f64x2.mul(v1, high));
        const v2 = v128.load64_splat(left + t, 16);
        low2 = f64x2.add(low2, f64x2.mul(v2, low));
        high2 = f64x2.add(high2, f64x2.mul(v2, high));
        const v3 = v128.load64_splat(left + t, 24);
        low3 = f64x2.add(low3, f64x2.mul(v3, low));
        high3 = f64x2.add(high3, f64x2.mul(v3, high));
      }
      v128.store(to0, low0);
      v128.store(to0, high0, 16);
      v128.store(to1, low1);
      v128.store(to1, high1, 16);
      v128.store(to2, low2);
      v128.store(to2, high2, 16);
      v128.store(to3, low3);
      v128.store(to3, high3, 16);
    }
  }
}
