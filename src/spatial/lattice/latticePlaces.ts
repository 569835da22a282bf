import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { nearestNeighbors } from "../../math/neighbors/nearest.ts";
import { onHexagons } from "./hexagons.ts";
import { detectLayout } from "./layout.ts";

/** Rows and columns of spots on a lattice; hexagons have every other column of a row, as the array of Visium. */
export interface LatticePlaces {
  /** [n] from 0 */
  readonly rows: Int32Array;
  /** [n] from 0 */
  readonly columns: Int32Array;
  readonly height: number;
  readonly width: number;
}

/** Neighbours of a place are nearer than this many spacings. */
const reach = 1.2;
/** Spots lie nearer to their place than this many spacings. */
const nearPlace = 0.25;
/** Share of the spots that must, each at a place of its own. */
const mostSpots = 0.99;
const mostRounds = 20;

/** A lattice: origin, step of a column, step of a row, each (x, y). */
type Lattice = readonly [ox: number, oy: number, ux: number, uy: number, vx: number, vy: number];

/**
 * The row and column of each spot of a lattice, whichever way the lattice is turned; undefined for what is no lattice.
 *
 * @param positions [n, 2] in any unit
 * @throws bad-shape, bad-data as `expectPositions`.
 */
export async function latticePlaces(positions: Matrix, task: Task = silentTask): Promise<LatticePlaces | undefined> {
  const { kind, spacing } = await detectLayout(positions, task);
  if (kind !== "lattice" || positions.rows < 8) return undefined;
  const hexagons = await onHexagons(positions);
  let lattice = await firstLattice(positions, spacing, hexagons);
  let [columns, rows] = placesOn(lattice, positions, hexagons);
  for (let round = 0; round < mostRounds; round++) {
    const fitted = fitLattice(positions, columns, rows);
    if (!fitted) return undefined;
    lattice = fitted;
    const [nextColumns, nextRows] = placesOn(lattice, positions, hexagons);
    const same = nextColumns.every((column, i) => column === columns[i] && nextRows[i] === rows[i]);
    [columns, rows] = [nextColumns, nextRows];
    if (same) break;
  }
  if (!fits(lattice, positions, { columns, rows, spacing })) return undefined;
  const [left, top] = [least(columns), least(rows)];
  columns = columns.map((column) => column - left);
  rows = rows.map((row) => row - top);
  return { rows, columns, height: most(rows) + 1, width: most(columns) + 1 };
}

/** A lattice from the directions and lengths of the steps between neighbours, around the spot in the middle. */
async function firstLattice(positions: Matrix, spacing: number, hexagons: boolean): Promise<Lattice> {
  const { rows: n, values } = positions;
  const fold = hexagons ? 6 : 4;
  const k = Math.min(fold, n - 1);
  const { indices: neighbors, distances } = await nearestNeighbors(positions, k);
  let [cosines, sines, length, steps] = [0, 0, 0, 0];
  for (let e = 0; e < neighbors.length; e++) {
    if (distances[e] > reach * spacing) continue;
    const [i, j] = [Math.floor(e / k), neighbors[e]];
    const angle = Math.atan2(values[2 * j + 1] - values[2 * i + 1], values[2 * j] - values[2 * i]);
    cosines += Math.cos(fold * angle);
    sines += Math.sin(fold * angle);
    length += distances[e];
    steps++;
  }
  const angle = Math.atan2(sines, cosines) / fold;
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  const step = length / steps;
  const [column, row] = hexagons ? [step / 2, (step * Math.sqrt(3)) / 2] : [step, step];
  const middle = nearestTo(positions);
  return [values[2 * middle], values[2 * middle + 1], column * x, column * y, -row * y, row * x];
}

/** The spot nearest to the mean position. */
function nearestTo({ rows: n, values }: Matrix): number {
  let [x, y] = [0, 0];
  for (let i = 0; i < n; i++) {
    x += values[2 * i] / n;
    y += values[2 * i + 1] / n;
  }
  let [nearest, shortest] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    const square = (values[2 * i] - x) ** 2 + (values[2 * i + 1] - y) ** 2;
    if (square < shortest) [nearest, shortest] = [i, square];
  }
  return nearest;
}

function placesOn(lattice: Lattice, { rows: n, values }: Matrix, hexagons: boolean): [Int32Array, Int32Array] {
  const [ox, oy, ux, uy, vx, vy] = lattice;
  const determinant = ux * vy - uy * vx;
  const [columns, rows] = [new Int32Array(n), new Int32Array(n)];
  for (let i = 0; i < n; i++) {
    const [x, y] = [values[2 * i] - ox, values[2 * i + 1] - oy];
    const [column, row] = [(x * vy - y * vx) / determinant, (y * ux - x * uy) / determinant];
    rows[i] = Math.round(row);
    columns[i] = hexagons ? 2 * Math.round((column - rows[i]) / 2) + rows[i] : Math.round(column);
  }
  return [columns, rows];
}

/** The lattice with the least squared distances of spots to their places; undefined where all are in one row or column. */
function fitLattice({ rows: n, values }: Matrix, columns: Int32Array, rows: Int32Array): Lattice | undefined {
  const mean = (of: (i: number) => number) => {
    let total = 0;
    for (let i = 0; i < n; i++) total += of(i);
    return total / n;
  };
  const [c, r] = [mean((i) => columns[i]), mean((i) => rows[i])];
  const cc = mean((i) => (columns[i] - c) ** 2);
  const rr = mean((i) => (rows[i] - r) ** 2);
  const cr = mean((i) => (columns[i] - c) * (rows[i] - r));
  const determinant = cc * rr - cr * cr;
  if (!(determinant > 0)) return undefined;
  const [x, y] = [0, 1].map((axis) => {
    const center = mean((i) => values[2 * i + axis]);
    const [withColumn, withRow] = [
      mean((i) => (columns[i] - c) * (values[2 * i + axis] - center)),
      mean((i) => (rows[i] - r) * (values[2 * i + axis] - center)),
    ];
    const u = (withColumn * rr - withRow * cr) / determinant;
    const v = (withRow * cc - withColumn * cr) / determinant;
    return { o: center - u * c - v * r, u, v };
  });
  return [x.o, y.o, x.u, y.u, x.v, y.v];
}

function fits(
  [ox, oy, ux, uy, vx, vy]: Lattice,
  { rows: n, values }: Matrix,
  { columns, rows, spacing }: { columns: Int32Array; rows: Int32Array; spacing: number },
): boolean {
  const taken = new Set<string>();
  let near = 0;
  for (let i = 0; i < n; i++) {
    const x = values[2 * i] - (ox + columns[i] * ux + rows[i] * vx);
    const y = values[2 * i + 1] - (oy + columns[i] * uy + rows[i] * vy);
    taken.add(`${columns[i]},${rows[i]}`);
    if (Math.hypot(x, y) < nearPlace * spacing) near++;
  }
  return near >= mostSpots * n && taken.size >= mostSpots * n;
}

const least = (values: Int32Array) => values.reduce((a, b) => Math.min(a, b));
const most = (values: Int32Array) => values.reduce((a, b) => Math.max(a, b));
