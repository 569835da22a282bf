import type { Matrix } from "../data/matrix.ts";
import { areCollinear } from "../spatial/positions.ts";

/**
 * Whether the cells span no plane, so that only a graph of nearest neighbours, or none, can join them.
 *
 * @param positions [n, 2 or more] cells without a position (NaN) do not count.
 * @returns undefined where they span one.
 */
export function degeneratePlaces({ rows, columns, values }: Matrix): "on a line" | "at one place" | undefined {
  const found: number[] = [];
  for (let i = 0; i < rows; i++) {
    const [x, y] = [values[i * columns], values[i * columns + 1]];
    if (Number.isFinite(x) && Number.isFinite(y)) found.push(x, y);
  }
  if (!areCollinear({ rows: found.length / 2, columns: 2, values: Float64Array.from(found) })) return undefined;
  return found.every((value, at) => value === found[at % 2]) ? "at one place" : "on a line";
}
