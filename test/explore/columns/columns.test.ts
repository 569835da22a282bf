import { expect, test } from "vitest";
import type { Column } from "../../../src/data/table.ts";
import { drawableColumns, groupColumn, shownColumn } from "../../../src/explore/columns/columns.ts";

const columns = new Map<string, Column>([
  ["domain", { kind: "category", codes: Int32Array.of(1, 0, -1, 1), categories: ["b", "a"], ordered: false }],
  ["leiden", { kind: "number", values: Float64Array.of(10, 9, 10, Number.NaN) }],
  ["depth", { kind: "number", values: Float64Array.of(0.5, Number.NaN, 2.5, 1.5) }],
  ["flag", { kind: "boolean", values: [true, false, undefined, true] }],
]);
const tissue = { obs: { rows: 4, columns }, colors: new Map([["domain", ["#FF0000", "#00ff00ff"]]]) };

test("categories, flags and few whole numbers are groups, fractions are values", () => {
  expect(drawableColumns(tissue.obs)).toEqual([
    { name: "domain", kind: "groups" },
    { name: "leiden", kind: "groups" },
    { name: "depth", kind: "values" },
    { name: "flag", kind: "groups" },
  ]);
});

test("names that every cell has for itself are no column to colour by", () => {
  const values = Array.from({ length: 400 }, (_, i) => `cell ${i}`);
  expect(drawableColumns({ rows: 400, columns: new Map([["barcode", { kind: "string", values }]]) })).toEqual([]);
});

test("groups keep the order and the colours of the file, and count their cells", () => {
  expect(shownColumn(tissue, "domain")).toEqual({
    kind: "groups",
    name: "domain",
    categories: ["b", "a"],
    colors: ["#ff0000", "#00ff00"],
    codes: Uint16Array.of(1, 0, 65535, 1),
    counts: Uint32Array.of(1, 2),
    missing: 1,
  });
});

test("colours of the file that are too few or none give way to the palette", () => {
  const wrong = { ...tissue, colors: new Map([["domain", ["#ff0000"]]]) };
  expect(shownColumn(wrong, "domain")).toMatchObject({ colors: ["#4263c5", "#ff8804"] });
});

test("whole numbers are groups in the order of numbers", () => {
  expect(groupColumn(tissue, "leiden")).toMatchObject({ categories: ["9", "10"], codes: Int32Array.of(1, 0, 1, -1) });
});
