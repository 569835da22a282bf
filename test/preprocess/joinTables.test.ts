import { expect, test } from "vitest";
import type { Column, Table } from "../../src/data/table.ts";
import { joinTables } from "../../src/preprocess/joinTables.ts";

const table = (rows: number, columns: Record<string, Column>): Table => ({
  rows,
  columns: new Map(Object.entries(columns)),
});
const number = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const category = (codes: number[], categories: string[]): Column => ({
  kind: "category",
  codes: Int32Array.from(codes),
  categories,
  ordered: true,
});

test("columns of all tables are kept, with missing values where a table lacks one", () => {
  const joined = joinTables([
    table(2, { age: number(1, 2), sick: { kind: "boolean", values: [true, false] } }),
    table(1, { kind: { kind: "string", values: ["x"] } }),
  ]);
  expect(joined.rows).toBe(3);
  expect([...joined.columns.keys()]).toEqual(["age", "sick", "kind"]);
  expect(joined.columns.get("age")).toEqual(number(1, 2, Number.NaN));
  expect(joined.columns.get("sick")).toEqual({ kind: "boolean", values: [true, false, undefined] });
  expect(joined.columns.get("kind")).toMatchObject({ codes: Int32Array.of(-1, -1, 0), categories: ["x"] });
});

test("categories of both are in the order of their first table, those without cells included, and no longer ordered", () => {
  const joined = joinTables([
    table(2, { layer: category([1, 0], ["deep", "top", "never"]) }),
    table(2, { layer: category([0, 1], ["top", "new"]) }),
  ]);
  expect(joined.columns.get("layer")).toEqual({
    kind: "category",
    codes: Int32Array.of(1, 0, 1, 3),
    categories: ["deep", "top", "never", "new"],
    ordered: false,
  });
});

test("numbers in one table and texts in another become categories", () => {
  const joined = joinTables([table(1, { id: number(7) }), table(1, { id: { kind: "string", values: ["7b"] } })]);
  expect(joined.columns.get("id")).toMatchObject({ kind: "category", categories: ["7", "7b"] });
});

test("integers stay integers where every table has them, and become numbers where one lacks them", () => {
  const whole = (...values: number[]): Column => ({ kind: "number", values: Int32Array.from(values) });
  const joined = joinTables([table(2, { row: whole(1, 2), bin: whole(3, 4) }), table(1, { row: whole(5) })]);
  expect(joined.columns.get("row")).toEqual(whole(1, 2, 5));
  expect(joined.columns.get("bin")).toEqual(number(3, 4, Number.NaN));
});
