import { expect, test } from "vitest";
import type { Matrix } from "../../../src/data/matrix.ts";
import { latticePlaces } from "../../../src/spatial/lattice/latticePlaces.ts";

interface Spot {
  readonly row: number;
  readonly column: number;
}

/** Spots of a lattice, turned, moved and a little off their places. */
function placed(spots: readonly Spot[], [column, row]: readonly [number, number], turn: number): Matrix {
  const values = spots.flatMap((spot, i) => {
    const [x, y] = [column * spot.column + 0.03 * Math.sin(9 * i), row * spot.row + 0.03 * Math.cos(5 * i)];
    return [500 + Math.cos(turn) * x - Math.sin(turn) * y, Math.sin(turn) * x + Math.cos(turn) * y - 20];
  });
  return { rows: spots.length, columns: 2, values: Float64Array.from(values) };
}

const grid = (height: number, width: number) =>
  Array.from({ length: height * width }, (_, i): Spot => ({ row: Math.floor(i / width), column: i % width }));

test.each([0, 0.2, -0.7])("a square lattice with a hole, turned by %f, has its rows and columns", async (turn) => {
  const spots = grid(30, 50).filter(({ row, column }) => row < 8 || row > 14 || column < 20 || column > 33);
  const found = await latticePlaces(placed(spots, [1, 1], turn));
  expect(found).toMatchObject({ height: 30, width: 50 });
  expect(Array.from(found?.rows ?? [])).toEqual(spots.map(({ row }) => row));
  expect(Array.from(found?.columns ?? [])).toEqual(spots.map(({ column }) => column));
});

test.each([0, 0.4])(
  "a lattice of hexagons in two pieces, turned by %f, has every other column of a row",
  async (turn) => {
    const spots = grid(78, 128).filter(({ row, column }) => (row + column) % 2 === 0 && (column < 50 || column > 70));
    const found = await latticePlaces(placed(spots, [0.5, Math.sqrt(3) / 2], turn));
    expect(found).toMatchObject({ height: 78, width: 128 });
    expect(Array.from(found?.rows ?? [])).toEqual(spots.map(({ row }) => row));
    expect(Array.from(found?.columns ?? [])).toEqual(spots.map(({ column }) => column));
  },
);

test("cells that lie anywhere, or on a ring, are on no lattice", async () => {
  const anywhere = grid(20, 20).flatMap((_, i) => [(i * 7919) % 1009, (i * 104729) % 997]);
  expect(await latticePlaces({ rows: 400, columns: 2, values: Float64Array.from(anywhere) })).toBeUndefined();
  const ring = Array.from({ length: 60 }, (_, i) => [Math.cos((i * Math.PI) / 30), Math.sin((i * Math.PI) / 30)]);
  expect(await latticePlaces({ rows: 60, columns: 2, values: Float64Array.from(ring.flat()) })).toBeUndefined();
});
