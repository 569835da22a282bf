import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { trustworthiness } from "../../../src/analyses/umap/trustworthiness.ts";
import type { Matrix } from "../../../src/data/matrix.ts";

const fixture = JSON.parse(readFileSync("fixtures/neighbors.json", "utf8"));
const rows: Matrix = { rows: fixture.rows, columns: fixture.columns, values: Float32Array.from(fixture.values) };
const map: Matrix = { rows: rows.rows, columns: 2, values: Float32Array.from(fixture.flat) };
const expected: { k: number; value: number }[] = fixture.trustworthiness;

// scikit-learn measures distances in float32 here, which may swap the ranks of near equals.
test.each(expected)("equals scikit-learn with $k neighbours", async ({ k, value }) => {
  expect(await trustworthiness(rows, map, { neighbors: k })).toBeCloseTo(value, 6);
});

test("a map that shows the rows themselves is trusted fully", async () => {
  expect(await trustworthiness(map, map)).toBe(1);
});

test("some of the cells stand for all", async () => {
  const all = await trustworthiness(rows, map);
  expect(await trustworthiness(rows, map, { cells: rows.rows })).toBe(all);
  expect(Math.abs((await trustworthiness(rows, map, { cells: 80 })) - all)).toBeLessThan(0.02);
});

test("as many neighbours as half of the cells are refused", async () => {
  await expect(trustworthiness(rows, map, { neighbors: 80 })).rejects.toThrow(/below half of 160 cells, got 80/);
});
