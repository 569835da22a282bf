import { expect, test } from "vitest";
import { SparseEntries, SparseRows } from "../../../src/io/assembly/sparseRows.ts";

test("rows keep what was pushed between their ends, empty rows too", () => {
  const rows = new SparseRows();
  rows.push(1, 2);
  rows.push(3, 4);
  rows.endRow();
  rows.endRow();
  for (let u = 0; u < 3000; u++) rows.push(u, u + 1);
  rows.endRow();
  const { starts, indices, values, columns } = rows.finish(3000);
  expect([...starts]).toEqual([0, 2, 2, 3002]);
  expect([...indices.subarray(0, 4)]).toEqual([1, 3, 0, 1]);
  expect(values[3001]).toBe(3000);
  expect(columns).toBe(3000);
});

test("entries come out by row, those of a row in their order", () => {
  const entries = new SparseEntries();
  for (const [row, column, value] of [
    [2, 1, 5],
    [0, 3, 6],
    [2, 0, 7],
    [2, 1, 8],
  ]) {
    entries.push(row, column, value);
  }
  const { starts, indices, values } = entries.finish(3, 4);
  expect([...starts]).toEqual([0, 1, 1, 4]);
  expect([...indices]).toEqual([3, 1, 0, 1]);
  expect([...values]).toEqual([6, 5, 7, 8]);
});

test("entries that may be summed hold ten million in the room of their places", () => {
  const entries = new SparseEntries({ summing: true });
  const total = 1e7;
  for (let e = 0; e < total; e++) entries.push(e % 50, (e * 7) % 20, 1);
  const { values, indices, starts } = entries.finish(50, 20);
  expect(values.length).toBeLessThan(2 ** 23);
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(total);
  // 50 and 20 share a factor of 10: of 1,000 places 100 are taken.
  expect(new Set(indices.subarray(starts[3], starts[4]))).toEqual(new Set([1, 11]));
});
