/**
 * Mark the points inside of a polygon by the even-odd rule.
 *
 * @param places [n, 2]; NaN is outside.
 * @param corners x, y, x, y, ...; the last is joined to the first.
 * @param inside [n] set to 1 for points inside, and left as it is for others.
 * Cost: n, and the sides of the polygon that cross its row of the box for the points in the box.
 */
export function markInside(places: Float32Array, corners: readonly number[], inside: Uint8Array): void {
  const count = corners.length >> 1;
  if (count < 3) return;
  const n = places.length >> 1;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let c = 0; c < count; c++) {
    left = Math.min(left, corners[2 * c]);
    right = Math.max(right, corners[2 * c]);
    top = Math.min(top, corners[2 * c + 1]);
    bottom = Math.max(bottom, corners[2 * c + 1]);
  }
  const { starts, sides, rows, height } = sidesByRow(corners, top, bottom);
  for (let i = 0; i < n; i++) {
    const x = places[2 * i];
    const y = places[2 * i + 1];
    if (!(x >= left && x <= right && y >= top && y <= bottom)) continue;
    const row = Math.min(rows - 1, Math.floor((y - top) / height));
    let odd = false;
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const a = sides[k];
      const b = a + 1 === count ? 0 : a + 1;
      const ay = corners[2 * a + 1];
      const by = corners[2 * b + 1];
      if (ay > y !== by > y && x < ((corners[2 * b] - corners[2 * a]) * (y - ay)) / (by - ay) + corners[2 * a])
        odd = !odd;
    }
    if (odd) inside[i] = 1;
  }
}

/** Sides of a polygon by the horizontal bands that they cross, so that a point looks at few of them. */
function sidesByRow(corners: readonly number[], top: number, bottom: number) {
  const count = corners.length >> 1;
  const rows = Math.max(1, Math.min(1024, count));
  const height = (bottom - top) / rows || 1;
  const rowOf = (y: number) => Math.max(0, Math.min(rows - 1, Math.floor((y - top) / height)));
  const starts = new Uint32Array(rows + 1);
  const spans = Array.from({ length: count }, (_, a) => {
    const ends = [corners[2 * a + 1], corners[2 * ((a + 1) % count) + 1]];
    return [rowOf(Math.min(...ends)), rowOf(Math.max(...ends))] as const;
  });
  for (const [from, to] of spans) for (let row = from; row <= to; row++) starts[row + 1]++;
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const next = starts.slice();
  const sides = new Uint32Array(starts[rows]);
  spans.forEach(([from, to], a) => {
    for (let row = from; row <= to; row++) sides[next[row]++] = a;
  });
  return { starts, sides, rows, height };
}
