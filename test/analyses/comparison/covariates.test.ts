import { expect, test } from "vitest";
import { covariateColumns } from "../../../src/analyses/comparison/covariates.ts";
import type { Column } from "../../../src/data/table.ts";

const of = (column: Column, groups: number[]) =>
  covariateColumns({ rows: groups.length, columns: new Map([["x", column]]) }, Int32Array.from(groups)).map((each) => [
    ...each,
  ]);
const texts = (...values: (string | undefined)[]): Column => ({ kind: "string", values });
const number = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });

test("numbers are centred over the samples that take part, and scaled to at most 1", () => {
  expect(of(number(10, 20, 30, 999), [0, 0, 1, -1]).map((column) => column.slice(0, 3))).toEqual([[-1, 0, 1]]);
});

test("numbers that are all the same are a column of zeros", () => {
  const [column] = of(number(0.1, 0.1, 0.1), [0, 1, 1]);
  expect(column.map(Math.abs)).toEqual([0, 0, 0]);
});

test("groups are a column for each value but the first, in the order of the samples", () => {
  expect(of(texts("D2", "D1", "D3", "D2"), [0, 0, 1, 1])).toEqual([
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ]);
});

test("a sample that takes no part may lack a value and adds no group, one that does may not", () => {
  expect(of(texts("a", undefined, "b", "c"), [0, -1, 1, -1])).toEqual([[0, 0, 1, 0]]);
  expect(() => of(texts("a", undefined, "b"), [0, 0, 1])).toThrow(/expected x of every sample, got none for sample 1/);
});
