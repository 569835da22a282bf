import { CellScapeError, expectShape } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";

/**
 * Check positions before a graph is built on them.
 *
 * @param positions [n, 2]
 * @throws bad-shape when not [n, 2]; bad-data when a position is not finite, or all of two or more cells lie at one place.
 */
export function expectPositions(positions: Matrix): void {
  const { rows: n, columns, values } = positions;
  expectShape("positions", [n, columns], { cells: n, axes: 2 });
  if (values.length !== 2 * n) {
    throw new CellScapeError("bad-shape", `positions: expected ${2 * n} values for ${n} cells, got ${values.length}`);
  }
  let moved = false;
  for (let i = 0; i < n; i++) {
    const x = values[2 * i];
    const y = values[2 * i + 1];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      const way = "remove cells without a position, or name the right coordinates";
      throw new CellScapeError(
        "bad-data",
        `positions: expected finite numbers, got (${x}, ${y}) for cell ${i}; ${way}`,
      );
    }
    if (x !== values[0] || y !== values[1]) moved = true;
  }
  if (n > 1 && !moved) {
    const place = `(${values[0]}, ${values[1]})`;
    const way = "name the tissue positions (--positions)";
    throw new CellScapeError(
      "bad-data",
      `positions: expected cells at different places, got all ${n} at ${place}; ${way}`,
    );
  }
}

/**
 * True when all positions lie on one line, within float64 precision: no cell is farther from the line through two
 * distant cells than a billionth of their distance.
 *
 * @param positions [n, 2] finite
 */
export function areCollinear({ rows: n, values }: Matrix): boolean {
  if (n < 3) return true;
  const [ax, ay] = values;
  // The cell farthest from cell 0, then the largest offset from the line through both.
  let far = 0;
  let farthest = 0;
  for (let i = 1; i < n; i++) {
    const distance = Math.hypot(values[2 * i] - ax, values[2 * i + 1] - ay);
    if (distance > farthest) {
      far = i;
      farthest = distance;
    }
  }
  if (farthest === 0) return true;
  const dx = (values[2 * far] - ax) / farthest;
  const dy = (values[2 * far + 1] - ay) / farthest;
  for (let i = 1; i < n; i++) {
    const offset = Math.abs(dx * (values[2 * i + 1] - ay) - dy * (values[2 * i] - ax));
    if (offset > 1e-9 * farthest) return false;
  }
  return true;
}
