import type { Matrix } from "../data/matrix.ts";

/** Cells by the square of the plane that they lie in, to find all within some distance. */
export interface Bins {
  /**
   * Visits every other cell of the same section up to the radius from cell i, those at the same place among them.
   *
   * @param visit with the cell and its squared distance.
   */
  around(i: number, visit: (j: number, square: number) => void): void;
}

/**
 * Bins as wide as the radius: the nine around a cell hold all of its neighbours.
 *
 * @param positions [n, 2], finite.
 * @param radius above 0, in the unit of the positions.
 * @param sections [n] section of each cell; undefined for one section.
 */
export function createBins({ rows: n, values }: Matrix, radius: number, sections?: Int32Array): Bins {
  const [low, high] = [
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ];
  for (let e = 0; e < 2 * n; e++) {
    low[e % 2] = Math.min(low[e % 2], values[e]);
    high[e % 2] = Math.max(high[e % 2], values[e]);
  }
  // No more bins than some per cell, however small the radius.
  const [wide, tall] = [high[0] - low[0], high[1] - low[1]];
  const side = Math.max(radius, Math.max(wide, tall) / 4096, Math.sqrt((wide * tall) / (4 * n + 1)));
  const [columns, rows] = [wide, tall].map((span) => Math.floor(span / side) + 1);
  const place = (e: number) => Math.floor((values[e] - low[e % 2]) / side);
  const starts = new Uint32Array(columns * rows + 1);
  for (let i = 0; i < n; i++) starts[place(2 * i + 1) * columns + place(2 * i) + 1]++;
  for (let b = 0; b < columns * rows; b++) starts[b + 1] += starts[b];
  const next = starts.slice();
  const cells = new Uint32Array(n);
  for (let i = 0; i < n; i++) cells[next[place(2 * i + 1) * columns + place(2 * i)]++] = i;
  const limit = radius * radius;
  return {
    around(i, visit) {
      const [x, y] = [values[2 * i], values[2 * i + 1]];
      const [column, row] = [place(2 * i), place(2 * i + 1)];
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        // Bins side by side lie one after the other.
        const end = starts[r * columns + right + 1];
        for (let at = starts[r * columns + left]; at < end; at++) {
          const j = cells[at];
          if (j === i || (sections && sections[j] !== sections[i])) continue;
          const [dx, dy] = [values[2 * j] - x, values[2 * j + 1] - y];
          const square = dx * dx + dy * dy;
          if (square <= limit) visit(j, square);
        }
      }
    },
  };
}
