import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { silhouettes } from "../../../src/math/statistics/silhouette.ts";

const fixture = JSON.parse(readFileSync("fixtures/integration.json", "utf8"));
const rows = { rows: fixture.label.length, columns: fixture.dims, values: Float64Array.from(fixture.rows) };
const matrix = (columns: number, values: readonly number[]) => ({
  rows: values.length / columns,
  columns,
  values: Float64Array.from(values),
});

test("silhouettes equal scikit-learn's", () => {
  const got = silhouettes(rows, Int32Array.from(fixture.label));
  got.forEach((value, i) => {
    expect(value).toBeCloseTo(fixture.silhouettes[i], 12);
  });
});

test("a row that is alone with its label has silhouette 0, and so have rows that are all equal", () => {
  expect(silhouettes(matrix(1, [0, 1, 9]), Int32Array.of(0, 0, 4))[2]).toBe(0);
  expect([...silhouettes(matrix(1, [5, 5, 5, 5]), Int32Array.of(0, 0, 1, 1))]).toEqual([0, 0, 0, 0]);
});

test("one label, a negative label and labels of another length are refused", () => {
  expect(() => silhouettes(matrix(1, [0, 1]), Int32Array.of(3, 3))).toThrow(/at least two labels, got one/);
  expect(() => silhouettes(matrix(1, [0, 1]), Int32Array.of(0, -1))).toThrow(/labels >= 0, got -1 for row 1/);
  expect(() => silhouettes(matrix(1, [0, 1]), Int32Array.of(0))).toThrow(/expected \[rows=2\], got \[1\]/);
});
