import { expect, test } from "vitest";
import type { Sparse } from "../../../src/data/sparse.ts";
import { geneNamed, geneValues, turnToColumns } from "../../../src/explore/genes/geneColumns.ts";

const expression: Sparse = {
  rows: 3,
  columns: 2,
  starts: Uint32Array.of(0, 1, 1, 3),
  indices: Uint32Array.of(1, 0, 1),
  values: Float32Array.of(5, 2, 7),
};
const names = ["Plp1", "Gad1"];

test("a gene is the column of the matrix", async () => {
  const columns = await turnToColumns(expression, { names, unit: "", rows: undefined, cells: 3 });
  expect([...geneValues(columns, 0)]).toEqual([0, 0, 2]);
  expect([...geneValues(columns, 1)]).toEqual([5, 0, 7]);
});

test("cells that were not read have no value", async () => {
  const columns = await turnToColumns(expression, { names, unit: "", rows: Uint32Array.of(0, 2, 3), cells: 5 });
  expect([...geneValues(columns, 1)]).toEqual([5, Number.NaN, 0, 7, Number.NaN]);
});

test("genes are found whatever their case, and others are refused", async () => {
  const columns = await turnToColumns(expression, { names, unit: "", rows: undefined, cells: 3 });
  expect(geneNamed(columns, "gad1")).toBe(1);
  expect(() => geneNamed(columns, "Actb")).toThrow("expected one of the 2 genes, got Actb");
});
