import { expect, test } from "vitest";
import { locatePositions, readAnyPositions, readObsmMatrix, readPositions } from "../../../src/io/anndata/positions.ts";
import { type MemoryArray, memoryTree } from "../memoryTree.ts";

const cells = ["a", "b"];
const matrix = (columns: number, ...values: number[]): MemoryArray => ({
  values: Float32Array.from(values),
  shape: [values.length / columns, columns],
});
const index = { "obs/_index": { values: cells } };
const column = (...values: number[]): MemoryArray => ({ values: Float64Array.from(values) });

test("obsm/spatial is taken without a word, another key and columns of obs with a note", () => {
  const all = {
    ...index,
    "obsm/spatial": matrix(2, 1, 2, 3, 4),
    "obsm/coords": matrix(2, 5, 6, 7, 8),
    "obs/x": column(9, 10),
    "obs/y": column(11, 12),
  };
  const read = (arrays: Readonly<Record<string, MemoryArray>>, wanted?: string) => {
    const found = readPositions(memoryTree(arrays, { obs: { _index: "_index" } }), cells, wanted);
    return [[...found.positions.values], found.from, found.notes];
  };
  expect(read(all)).toEqual([[1, 2, 3, 4], "obsm/spatial", []]);
  const { "obsm/spatial": _, ...rest } = all;
  expect(read(rest)).toEqual([[5, 6, 7, 8], "obsm/coords", ["positions were taken from obsm/coords"]]);
  expect(read({ ...index, "obs/x": all["obs/x"], "obs/y": all["obs/y"] })).toEqual([
    [9, 11, 10, 12],
    "obs/x,obs/y",
    ["positions were taken from obs/x,obs/y"],
  ]);
  expect(read(all, "obs/y, obs/x")).toEqual([[11, 9, 12, 10], "obs/y,obs/x", []]);
});

test("what is asked for and not there is refused with what is", () => {
  const tree = memoryTree({ ...index, "obsm/X_umap": matrix(2, 1, 2, 3, 4) }, { obs: { _index: "_index" } });
  expect(() => locatePositions(tree, "obsm/spatial")).toThrow(
    /^memory: expected positions in obsm\/spatial, got a file with .*X_umap/,
  );
  expect(() => locatePositions(tree, "spatial")).toThrow(/expected positions in spatial/);
  expect(locatePositions(tree)).toBeUndefined();
  expect(() => readPositions(tree, cells)).toThrow(/expected positions of the cells in obsm\/spatial/);
});

test("a position may be missing; one that is infinite is refused with its cell", () => {
  const placed = (y: number) =>
    memoryTree({ ...index, "obsm/spatial": matrix(2, 1, 2, 3, y) }, { obs: { _index: "_index" } });
  expect([...readPositions(placed(Number.NaN), cells).positions.values]).toEqual([1, 2, 3, Number.NaN]);
  const infinite = placed(Number.POSITIVE_INFINITY);
  expect(() => readPositions(infinite, cells)).toThrow(
    "obsm/spatial: expected finite positions, got Infinity for cell b",
  );
  expect([...readAnyPositions(infinite, cells).positions.values]).toEqual([1, 2, 3, Number.POSITIVE_INFINITY]);
});

test("fewer positions than cells, and one coordinate alone, are refused", () => {
  const short = memoryTree({ ...index, "obsm/spatial": matrix(2, 1, 2) }, { obs: { _index: "_index" } });
  expect(() => readPositions(short, cells)).toThrow("memory: obsm/spatial: expected 2 positions, got 1");
  const flat = memoryTree({ ...index, "obsm/spatial": matrix(1, 1, 2) }, { obs: { _index: "_index" } });
  expect(() => readPositions(flat, cells)).toThrow("memory: obsm/spatial: expected x and y, got 1 column");
});

test("a matrix of obsm may be a table, whose columns of numbers stand side by side", () => {
  const tree = memoryTree(
    {
      ...index,
      "obsm/t/_index": { values: cells },
      "obsm/t/a": column(1, 2),
      "obsm/t/name": { values: ["p", "q"] },
      "obsm/t/b": column(3, 4),
    },
    {
      obs: { _index: "_index" },
      "obsm/t": { "encoding-type": "dataframe", _index: "_index", "column-order": ["a", "name", "b"] },
    },
  );
  expect(readObsmMatrix(tree, "t")).toEqual({ rows: 2, columns: 2, values: Float64Array.of(1, 3, 2, 4) });
  expect(() => readObsmMatrix(tree, "u")).toThrow(/expected obsm\/u, got a file with/);
});
