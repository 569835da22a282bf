import { expect, test } from "vitest";
import type { Column } from "../../src/data/table.ts";
import { sampleAttributes } from "../../src/preprocess/sampleAttributes.ts";

const texts = (...values: (string | undefined)[]): Column => ({ kind: "string", values });
const codes = Int32Array.of(0, 0, 1, 1);
const of = (column: Column) =>
  sampleAttributes({ rows: 4, columns: new Map([["x", column]]) }, codes, 2).columns.get("x");

test("a column with one value in each sample is an attribute, missing values aside", () => {
  expect(of(texts("WT", undefined, "AD", "AD"))).toEqual(texts("WT", "AD"));
});

test("numbers stay numbers", () => {
  const age: Column = { kind: "number", values: Float64Array.of(3, 3, 14.5, 14.5) };
  expect(of(age)).toEqual({ kind: "number", values: Float64Array.of(3, 14.5) });
});

test.each([
  ["two values in one sample", texts("a", "b", "c", "c")],
  ["no value in one sample", texts("a", "a", undefined, undefined)],
  ["the same value in all samples", texts("a", "a", "a", "a")],
])("a column with %s is none", (_, column) => {
  expect(of(column)).toBeUndefined();
});
