/** A closed line of corners, x then y; the last corner joins the first. */
export type Ring = readonly (readonly [x: number, y: number])[];

/**
 * A test of whether an odd number of rings encloses a point (even-odd rule), so that a ring within another is a hole.
 * Corners on the left and lower edge count as inside.
 *
 * @returns a function of x and y, in the unit of the corners. Cost: the corners, for points within the box of all rings.
 */
export function insideRings(rings: readonly Ring[]): (x: number, y: number) => boolean {
  const edges = rings.flatMap((ring) => ring.map(([x, y], at) => [x, y, ...(ring.at(at - 1) ?? [x, y])]));
  const corners = Float64Array.from(edges.flat());
  const box = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
  for (const [x, y] of edges) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.low = Math.min(box.low, y);
    box.high = Math.max(box.high, y);
  }
  return (x, y) => {
    if (!(x >= box.left && x <= box.right && y >= box.low && y <= box.high)) return false;
    let inside = false;
    for (let e = 0; e < corners.length; e += 4) {
      const [ya, yb] = [corners[e + 1], corners[e + 3]];
      if (ya > y === yb > y) continue;
      if (x < ((corners[e + 2] - corners[e]) * (y - ya)) / (yb - ya) + corners[e]) inside = !inside;
    }
    return inside;
  };
}
