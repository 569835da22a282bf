/** A straight line, such as from a dot to its name. */
export interface Segment {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** A box around a name. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether two lines have a point in common; lines that begin at one dot have not. */
export function segmentsCross(a: Segment, b: Segment): boolean {
  if (a.from[0] === b.from[0] && a.from[1] === b.from[1]) return false;
  const side = ([x, y]: Segment["from"], { from, to }: Segment) =>
    Math.sign((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]));
  return side(a.from, b) * side(a.to, b) <= 0 && side(b.from, a) * side(b.to, a) <= 0;
}

/** Whether a line runs through a box. */
export function segmentMeetsBox(line: Segment, { left, top, right, bottom }: Box): boolean {
  const inside = ([x, y]: Segment["from"]) => x > left && x < right && y > top && y < bottom;
  if (inside(line.from) || inside(line.to)) return true;
  const diagonals: Segment[] = [
    { from: [left, top], to: [right, bottom] },
    { from: [left, bottom], to: [right, top] },
  ];
  return diagonals.some((diagonal) => segmentsCross(line, diagonal));
}

/** Whether two boxes overlap. */
export function boxesOverlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
