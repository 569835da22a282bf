import { expect, test } from "vitest";
import { joinColumns, joinMatrices, joinRows, type TilePart } from "../../../src/cohort/tiles/joinRows.ts";

const cells = ["a", "b", "c", "d"];
const tile = (name: string, rows: readonly number[], own: readonly boolean[], section = "brain"): TilePart => ({
  ...{ name, cells: rows.map((row) => cells[row]), mark: { section, rows, own } },
});
const tiles = [tile("one", [0, 1, 2], [true, false, true]), tile("two", [1, 2, 3], [true, false, true])];

test("own cells are found in whichever tile they are, and halos are left out", () => {
  const rows = joinRows("brain.h5ad", cells, tiles);
  expect(rows).toEqual({ tile: Uint32Array.of(0, 1, 0, 1), row: Uint32Array.of(0, 0, 2, 2) });
  const numbers = [Float64Array.of(1, 0, 3), Float64Array.of(2, 0, 4)].map(
    (values) => ({ kind: "number", values }) as const,
  );
  expect(joinColumns(numbers, rows)).toEqual({ kind: "number", values: Float64Array.of(1, 2, 3, 4) });
  const labels = [
    { kind: "category", codes: Int32Array.of(1, -1, 0), categories: ["x", "y"], ordered: false },
    { kind: "category", codes: Int32Array.of(0, 0, -1), categories: ["y", "z"], ordered: false },
  ] as const;
  expect(joinColumns(labels, rows)).toMatchObject({ codes: Int32Array.of(1, 1, 0, -1), categories: ["x", "y", "z"] });
  const matrices = [Float32Array.of(1, 1, 0, 0, 3, 3), Float32Array.of(2, 2, 0, 0, 4, 4)];
  const joined = joinMatrices(
    matrices.map((values) => ({ rows: 3, columns: 2, values })),
    rows,
  );
  expect(joined.values).toEqual(Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4));
});

test.each([
  ["a tile that is missing", [tiles[0]], /expected a tile for each cell, got none for b/],
  ["a tile given twice", [...tiles, tiles[1]], /expected each cell in one tile, got b in two/],
  ["a tile of another section", [tiles[0], tile("two", [1, 3], [true, true], "liver")], /got one of liver/],
  [
    "tiles of another file",
    [{ ...tiles[0], cells: ["a", "q", "c"] }, tiles[1]],
    /expected the cells of one, got b in place of q/,
  ],
])("%s is refused", (_, given, message) => {
  expect(() => joinRows("brain.h5ad", cells, given)).toThrow(message);
});
