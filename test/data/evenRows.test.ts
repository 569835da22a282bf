import { expect, test } from "vitest";
import { evenRows } from "../../src/data/evenRows.ts";

const dense = { rows: 5, columns: 2, values: Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31, 40, 41) };
const sparse = {
  rows: 5,
  columns: 3,
  starts: Uint32Array.of(0, 1, 3, 3, 4, 6),
  indices: Uint32Array.of(2, 0, 1, 1, 0, 2),
  values: Float32Array.of(1, 2, 3, 4, 5, 6),
};

test("rows are spread from the first on, and no more than there are stay as they are", () => {
  expect(evenRows(dense, 2)).toEqual({ rows: 2, columns: 2, values: Float32Array.of(0, 1, 20, 21) });
  expect(evenRows(dense, 5)).toBe(dense);
});

test("sparse rows keep their entries, empty ones too", () => {
  expect(evenRows(sparse, 3)).toEqual({
    rows: 3,
    columns: 3,
    starts: Uint32Array.of(0, 1, 3, 4),
    indices: Uint32Array.of(2, 0, 1, 1),
    values: Float32Array.of(1, 2, 3, 4),
  });
});

test("shifted rows keep their patterns", () => {
  const patterns = { rows: 2, columns: 3, values: Float32Array.of(1, 1, 1, 2, 2, 2) };
  const factors = { rows: 5, columns: 1, values: Float32Array.of(0, 1, 2, 3, 4) };
  const picked = evenRows({ sparse, first: Uint32Array.of(0, 0, 1, 1, 1), factors, patterns }, 2);
  expect(picked.sparse.starts).toEqual(Uint32Array.of(0, 1, 1));
  expect(picked.first).toEqual(Uint32Array.of(0, 1));
  expect(picked.factors.values).toEqual(Float32Array.of(0, 2));
  expect(picked.patterns).toBe(patterns);
});
