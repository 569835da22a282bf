import { expect, test } from "vitest";
import { leadingColumns, pickRows, reorderColumns } from "../../src/cluster/columns.ts";

const matrix = { rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) };

test("the first columns are kept, row by row", () => {
  expect(leadingColumns(matrix, 2)).toEqual({ rows: 2, columns: 2, values: Float64Array.of(1, 2, 4, 5) });
});

test("rows are picked in the order given, also twice", () => {
  expect(pickRows(matrix, Uint32Array.of(1, 0, 1)).values).toEqual(Float64Array.of(4, 5, 6, 1, 2, 3, 4, 5, 6));
});

test("column u goes to rank[u], in the precision of the input", () => {
  const rank = Int32Array.of(2, 0, 1);
  expect(reorderColumns(matrix, rank).values).toEqual(Float64Array.of(2, 3, 1, 5, 6, 4));
  const single = { ...matrix, values: Float32Array.from(matrix.values) };
  expect(reorderColumns(single, rank).values).toEqual(Float32Array.of(2, 3, 1, 5, 6, 4));
});
