import { expect, test } from "vitest";
import { datasetFrom } from "../../../src/io/assembly/datasetFrom.ts";

const plain = {
  name: "plain",
  cells: ["a", "b", "b"],
  genes: ["g", "h"],
  counts: [
    [1, 0],
    [0, 0],
    [2, 3],
  ],
  positions: [
    [0, 1],
    [2, 3],
    [4, 5],
  ] as const,
};

test("plain arrays become sparse rows and positions", () => {
  const { counts, positions } = datasetFrom(plain);
  expect(counts).toEqual({
    rows: 3,
    columns: 2,
    starts: Uint32Array.of(0, 1, 1, 3),
    indices: Uint32Array.of(0, 0, 1),
    values: Float32Array.of(1, 2, 3),
  });
  expect([...positions.values]).toEqual([0, 1, 2, 3, 4, 5]);
});

test("names that occur twice are made unique, with a note", () => {
  const { cells, notes } = datasetFrom(plain);
  expect(new Set(cells).size).toBe(3);
  expect(notes).toEqual([expect.stringMatching(/1 cell name occurred before/)]);
});

test("records of the library are taken as they are", () => {
  const { counts, positions } = datasetFrom(plain);
  expect(datasetFrom({ ...plain, counts, positions }).counts).toEqual(counts);
});

test("sizes that differ are refused by name", () => {
  expect(() => datasetFrom({ ...plain, cells: ["a"] })).toThrow("plain: expected 1 row of counts, got 3");
  expect(() => datasetFrom({ ...plain, counts: [[1], [0], [2]] })).toThrow("expected rows of 2 genes, got one of 1");
  expect(() => datasetFrom({ ...plain, positions: [[0, 1]] })).toThrow("expected 3 positions, got 1");
});
