import { describe, expect, test } from "vitest";
import { strayPlaces } from "../../../src/preprocess/places/strayPlaces.ts";
import { datasetOf, samplesOf } from "../../datasets.ts";

const n = 40;
const counts = Array.from({ length: n }, () => [1, 2]);
const grid = Array.from({ length: n }, (_, i) => [i % 8, Math.floor(i / 8)]);
const at = (places: readonly (readonly number[])[]) => ({
  positions: { rows: n, columns: 2, values: Float64Array.from(places.flat()) },
});

describe("cells far from all others", () => {
  test("are counted, and one is named", () => {
    const places = grid.with(17, [1e9, 3]);
    expect(strayPlaces(datasetOf(counts, at(places)))).toEqual([
      expect.stringMatching(
        /^1 of 40 cells lie far from all others .* such as cell17 at 1000000000, 3: check obsm\/spatial/,
      ),
    ]);
  });

  test("are not those of a tissue, of two pieces, or without a position", () => {
    const pieces = grid.map(([x, y], i) => [x + (i < 20 ? 0 : 1e6), y]);
    for (const places of [grid, pieces, grid.with(5, [Number.NaN, Number.NaN])]) {
      expect(strayPlaces(datasetOf(counts, at(places)))).toEqual([]);
    }
  });

  test("are those of a sample, wherever the samples lie", () => {
    const codes = grid.map((_, i) => i % 2);
    const moved = grid.map(([x, y], i) => [x + codes[i] * 1e5, y]);
    const samples = samplesOf(codes, ["a", "b"]);
    expect(strayPlaces(datasetOf(counts, { ...at(moved), samples }))).toEqual([]);
    expect(strayPlaces(datasetOf(counts, { ...at(moved.with(3, [-1e5, 0])), samples }))).toEqual([
      expect.stringContaining("such as cell3 at -100000, 0"),
    ]);
  });
});
