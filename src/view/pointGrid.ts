/** Points of a plane by squares of a grid, for the nearest one to a place. */
export interface PointGrid {
  readonly left: number;
  readonly top: number;
  /** Side of a square. */
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Points of square s are `points[starts[s] .. starts[s + 1]]`; columns x rows + 1 offsets. */
  readonly starts: Uint32Array;
  readonly points: Uint32Array;
}

/** Points per square, on average. */
const perSquare = 4;

/**
 * @param places [n, 2]; NaN for points that are nowhere. Cost n.
 */
export function createPointGrid(places: Float32Array): PointGrid {
  const n = places.length / 2;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const [x, y] = [places[2 * i], places[2 * i + 1]];
    if (Number.isNaN(x + y)) continue;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (!(right >= left)) [left, top, right, bottom] = [0, 0, 0, 0];
  const [width, height] = [right - left, bottom - top];
  const side = Math.max(Math.sqrt((width * height * perSquare) / Math.max(1, n)), Math.max(width, height) / 4096) || 1;
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  const starts = new Uint32Array(columns * rows + 1);
  const squares = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const [x, y] = [places[2 * i], places[2 * i + 1]];
    const square = Number.isNaN(x + y) ? -1 : Math.floor((y - top) / side) * columns + Math.floor((x - left) / side);
    squares[i] = square;
    if (square >= 0) starts[square + 1]++;
  }
  for (let s = 0; s < columns * rows; s++) starts[s + 1] += starts[s];
  const next = starts.slice();
  const points = new Uint32Array(starts[columns * rows]);
  for (let i = 0; i < n; i++) if (squares[i] >= 0) points[next[squares[i]]++] = i;
  return { left, top, side, columns, rows, starts, points };
}

/**
 * The nearest point to a place, within a reach.
 *
 * @param passes which points count; all by default.
 * @returns -1 where there is none.
 */
export function nearestPoint(
  { left, top, side, columns, rows, starts, points }: PointGrid,
  places: Float32Array,
  at: { readonly x: number; readonly y: number },
  reach: number,
  passes: (point: number) => boolean = () => true,
): number {
  const column = Math.floor((at.x - left) / side);
  const row = Math.floor((at.y - top) / side);
  let nearest = -1;
  let least = reach * reach;
  const visit = (x: number, y: number) => {
    const square = y * columns + x;
    for (let k = starts[square]; k < starts[square + 1]; k++) {
      const point = points[k];
      const away = (places[2 * point] - at.x) ** 2 + (places[2 * point + 1] - at.y) ** 2;
      if (away < least && passes(point)) [nearest, least] = [point, away];
    }
  };
  // Rings of squares around the place, as far as they lie on the grid.
  const first = Math.max(0, -column, column - columns + 1, -row, row - rows + 1);
  const last = Math.max(column, columns - 1 - column, row, rows - 1 - row);
  for (let ring = first; ring <= last; ring++) {
    // What lies in this ring of squares is at least that far away.
    if (ring > 1 && ((ring - 1) * side) ** 2 > least) break;
    const [from, to] = [Math.max(0, column - ring), Math.min(columns - 1, column + ring)];
    for (let x = from; x <= to; x++) {
      if (row - ring >= 0 && row - ring < rows) visit(x, row - ring);
      if (ring > 0 && row + ring >= 0 && row + ring < rows) visit(x, row + ring);
    }
    for (let y = Math.max(0, row - ring + 1); y <= Math.min(rows - 1, row + ring - 1); y++) {
      if (column - ring >= 0 && column - ring < columns) visit(column - ring, y);
      if (column + ring < columns && column + ring >= 0) visit(column + ring, y);
    }
  }
  return nearest;
}
