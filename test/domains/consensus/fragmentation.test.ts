import { expect, test } from "vitest";
import { componentsOf, fragmentation } from "../../../src/domains/consensus/fragmentation.ts";

/** A row of cells, each beside the ones next to it. */
function row(n: number): Int32Array {
  return Int32Array.from({ length: 2 * n }, (_, e) => {
    const [i, side] = [e >> 1, e % 2];
    const first = i === 0 ? 1 : i === n - 1 ? n - 2 : i - 1;
    return side === 0 ? first : i > 0 && i < n - 1 ? i + 1 : -1;
  });
}

test("connected domains have no fragments, under any numbering", () => {
  expect(fragmentation(Int32Array.of(0, 0, 0, 1, 1, 2), row(6), { count: 3, touching: 6 })).toBe(0);
  expect(fragmentation(Int32Array.of(2, 2, 2, 0, 0, 1), row(6), { count: 3, touching: 6 })).toBe(0);
});

test("cells outside the largest component of their domain are fragments", () => {
  const rims = Int32Array.of(0, 0, 0, 1, 1, 1, 1, 1, 0, 0);
  expect(fragmentation(rims, row(10), { count: 2, touching: 6 })).toBeCloseTo(0.2, 12);
});

test("each component of tissue has a component of each domain of its own", () => {
  const labels = Int32Array.of(0, 0, 1, 1, 0, 0, 1, 1);
  const half = row(4);
  const neighbors = Int32Array.from([...half, ...half.map((j) => (j < 0 ? j : j + 4))]);
  const tissue = componentsOf(new Int32Array(8), neighbors, 6);
  expect(tissue.map((component) => (component === tissue[0] ? 0 : 1))).toEqual(Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1));
  expect(fragmentation(labels, neighbors, { count: 2, tissue, touching: 6 })).toBe(0);
  expect(fragmentation(labels, neighbors, { count: 2, touching: 6 })).toBe(0.5);
});

test("a section without neighbours does not count", () => {
  const labels = Int32Array.of(0, 1, 1, 0, 1, 0);
  const neighbors = Int32Array.from([...row(4), -1, -1, -1, -1]);
  const tissue = Int32Array.of(0, 0, 0, 0, 1, 1);
  expect(fragmentation(labels, neighbors, { count: 2, tissue, touching: 6 })).toBe(0.25);
  expect(fragmentation(labels, new Int32Array(12).fill(-1), { count: 2, tissue, touching: 6 })).toBe(0);
  expect(fragmentation(labels, new Int32Array(0), { count: 2, touching: 6 })).toBe(0);
});

test("neighbours of another number of cells are refused", () => {
  expect(() => fragmentation(Int32Array.of(0, 1), new Int32Array(3), { count: 2, touching: 6 })).toThrow(/neighbors/);
});
