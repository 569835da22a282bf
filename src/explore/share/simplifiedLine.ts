/**
 * A closed line with fewer corners, each as a number of few digits.
 *
 * @param corners x, y, x, y, ...
 * @param tolerance how far corners that are dropped may lie from the new line, as a share of its greater side.
 * @returns at least three corners.
 * @see Douglas and Peucker, Cartographica 10 (1973).
 */
export function simplifiedLine(corners: readonly number[], tolerance: number): number[] {
  const count = corners.length >> 1;
  const x = (at: number) => corners[2 * at];
  const y = (at: number) => corners[2 * at + 1];
  const all = Array.from({ length: count }, (_, at) => at);
  const side = Math.max(spanOf(all.map(x)), spanOf(all.map(y)));
  const kept = new Set<number>();
  const halve = (from: number, to: number): void => {
    kept.add(from);
    kept.add(to % count);
    let far = -1;
    let most = tolerance * side;
    const [ax, ay, bx, by] = [x(from), y(from), x(to % count), y(to % count)];
    const length = Math.hypot(bx - ax, by - ay);
    for (let at = from + 1; at < to; at++) {
      const off =
        length === 0
          ? Math.hypot(x(at) - ax, y(at) - ay)
          : Math.abs((bx - ax) * (y(at) - ay) - (by - ay) * (x(at) - ax)) / length;
      if (off > most) [far, most] = [at, off];
    }
    if (far < 0) return;
    halve(from, far);
    halve(far, to);
  };
  const middle = count >> 1;
  halve(0, middle);
  halve(middle, count);
  const chosen =
    kept.size >= 3 ? [...kept].sort((a, b) => a - b) : [0, Math.floor(count / 3), Math.floor((2 * count) / 3)];
  const step = 10 ** Math.floor(Math.log10(Math.max(tolerance * side, Number.MIN_VALUE)));
  const short = (value: number) => Number((Math.round(value / step) * step).toPrecision(8));
  return chosen.flatMap((at) => [short(x(at)), short(y(at))]);
}

function spanOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
