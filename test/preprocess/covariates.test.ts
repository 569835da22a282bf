import { expect, test } from "vitest";
import type { Column } from "../../src/data/table.ts";
import { covariateDesign } from "../../src/preprocess/covariates.ts";

const number = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const category = (codes: number[], categories: string[]): Column => ({
  kind: "category",
  codes: Int32Array.from(codes),
  categories,
  ordered: false,
});
const design = (columns: Record<string, Column>, cells: number) =>
  covariateDesign(new Map(Object.entries(columns)), cells);

test("numbers have mean 0 and mean square 1, whatever their unit", () => {
  const { names, values } = design({ age: number(10, 20, 30, 60) }, 4);
  expect(names).toEqual(["age"]);
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
  expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(4, 12);
  const months = design({ age: number(120, 240, 360, 720) }, 4).values;
  for (const [i, value] of months.entries()) expect(value).toBeCloseTo(values[i], 12);
});

test("a category of k values in use is k - 1 columns, against the first", () => {
  const { names, values } = design({ kind: category([1, 3, 2, 1], ["unused", "a", "b", "c"]) }, 4);
  expect(names).toEqual(["kind", "kind"]);
  const signs = (c: number) => [0, 1, 2, 3].map((i) => values[2 * i + c] > 0);
  // b first, then c; a is what both are compared with.
  expect([signs(0), signs(1)]).toEqual([
    [false, false, true, false],
    [false, true, false, false],
  ]);
});

test("texts and flags are categories of two", () => {
  const texts = design({ site: { kind: "string", values: ["x", "y", "x"] } }, 3).values;
  const flags = design({ treated: { kind: "boolean", values: [false, true, false] } }, 3).values;
  expect(texts).toEqual(flags);
});

test.each<[string, Column, RegExp]>([
  ["a number that is missing", number(1, Number.NaN, 3), /expected a value of "x" for every cell, got none for cell 1/],
  ["a category that is missing", category([0, 1, -1], ["a", "b"]), /got none for cell 2/],
  ["a flag that is missing", { kind: "boolean", values: [undefined, true, false] }, /got none for cell 0/],
  ["one value in all cells", number(7, 7, 7), /expected "x" to vary/],
  ["one category in all cells", category([1, 1, 1], ["a", "b"]), /expected "x" to vary/],
  ["values of fewer cells", number(1, 2), /covariate "x".*3.*2/],
])("%s is refused", (_, column, message) => {
  expect(() => design({ x: column }, 3)).toThrow(message);
});
