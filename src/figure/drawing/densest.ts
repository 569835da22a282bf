import type { Points } from "./points.ts";

/** Bins along the longer side of the points. */
const bins = 24;

/**
 * Where some of the points lie closest together: the one nearest to the mean of those in the fullest square of 3 x 3 bins, so
 * that a name stands on its group and not between its parts.
 *
 * @param xy [n, 2] all points.
 * @param members some of them.
 * @param side the longer side of all points.
 * @returns undefined without members.
 */
export function densestPoint(
  xy: Points,
  members: readonly number[],
  side: number,
): readonly [x: number, y: number] | undefined {
  if (members.length === 0) return undefined;
  const width = side / bins || 1;
  const binOf = (i: number) => [Math.floor(xy[2 * i] / width), Math.floor(xy[2 * i + 1] / width)] as const;
  const counts = new Map<string, number>();
  for (const i of members) {
    const key = binOf(i).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let best = { across: 0, down: 0, count: 0 };
  for (const key of counts.keys()) {
    const [across, down] = key.split(" ").map(Number);
    let count = 0;
    for (const a of [-1, 0, 1]) for (const b of [-1, 0, 1]) count += counts.get(`${across + a} ${down + b}`) ?? 0;
    if (count > best.count) best = { across, down, count };
  }
  const near = members.filter((i) => {
    const [across, down] = binOf(i);
    return Math.abs(across - best.across) <= 1 && Math.abs(down - best.down) <= 1;
  });
  const middle = [0, 1].map((axis) => near.reduce((sum, i) => sum + xy[2 * i + axis], 0) / near.length);
  const away = (i: number) => (xy[2 * i] - middle[0]) ** 2 + (xy[2 * i + 1] - middle[1]) ** 2;
  const nearest = near.reduce((a, b) => (away(b) < away(a) ? b : a));
  return [xy[2 * nearest], xy[2 * nearest + 1]];
}
