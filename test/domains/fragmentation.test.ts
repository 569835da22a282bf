import { expect, test } from "vitest";
import { piecesOf, strayShare } from "../../src/domains/fragmentation.ts";

/** A row of cells, each beside the ones next to it. */
function row(n: number): Int32Array {
  return Int32Array.from({ length: 2 * n }, (_, e) => {
    const [i, side] = [e >> 1, e % 2];
    const first = i === 0 ? 1 : i === n - 1 ? n - 2 : i - 1;
    return side === 0 ? first : i > 0 && i < n - 1 ? i + 1 : -1;
  });
}

test("domains in one piece each have no stray cell, under any numbering", () => {
  expect(strayShare(Int32Array.of(0, 0, 0, 1, 1, 2), row(6), { clusters: 3 })).toBe(0);
  expect(strayShare(Int32Array.of(2, 2, 2, 0, 0, 1), row(6), { clusters: 3 })).toBe(0);
});

test("cells outside the largest piece of their domain are stray", () => {
  const rims = Int32Array.of(0, 0, 0, 1, 1, 1, 1, 1, 0, 0);
  expect(strayShare(rims, row(10), { clusters: 2 })).toBeCloseTo(0.2, 12);
});

test("each piece of tissue has a piece of each domain of its own", () => {
  const labels = Int32Array.of(0, 0, 1, 1, 0, 0, 1, 1);
  const half = row(4);
  const neighbors = Int32Array.from([...half, ...half.map((j) => (j < 0 ? j : j + 4))]);
  const tissue = piecesOf(new Int32Array(8), neighbors);
  expect(tissue.map((piece) => (piece === tissue[0] ? 0 : 1))).toEqual(Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1));
  expect(strayShare(labels, neighbors, { clusters: 2, tissue })).toBe(0);
  expect(strayShare(labels, neighbors, { clusters: 2 })).toBe(0.5);
});

test("a section without neighbours does not count", () => {
  const labels = Int32Array.of(0, 1, 1, 0, 1, 0);
  const neighbors = Int32Array.from([...row(4), -1, -1, -1, -1]);
  const tissue = Int32Array.of(0, 0, 0, 0, 1, 1);
  expect(strayShare(labels, neighbors, { clusters: 2, tissue })).toBe(0.25);
  expect(strayShare(labels, new Int32Array(12).fill(-1), { clusters: 2, tissue })).toBe(0);
  expect(strayShare(labels, new Int32Array(0), { clusters: 2 })).toBe(0);
});

test("neighbours of another number of cells are refused", () => {
  expect(() => strayShare(Int32Array.of(0, 1), new Int32Array(3), { clusters: 2 })).toThrow(/neighbors/);
});
