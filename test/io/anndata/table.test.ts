import { expect, test } from "vitest";
import { columnText, describeTable, readTable } from "../../../src/io/anndata/table.ts";
import { type MemoryArray, memoryTree } from "../memoryTree.ts";

const text = (...values: string[]): MemoryArray => ({ values });
const numbers = (...values: number[]): MemoryArray => ({ values: Float64Array.from(values) });
const codes = (...values: number[]): MemoryArray => ({ values: Int8Array.from(values) });

test("columns of every encoding are read in the order that the table says", () => {
  const tree = memoryTree(
    {
      "obs/cell": text("a", "b", "c"),
      "obs/n": numbers(1, 2.5, Number.NaN),
      "obs/flag": { values: Uint8Array.of(1, 0, 1), typeName: "boolean" },
      "obs/type/codes": codes(1, -1, 0),
      "obs/type/categories": text("x", "y"),
      "obs/whole/values": { values: Int32Array.of(4, 5, 6) },
      "obs/whole/mask": { values: Uint8Array.of(0, 1, 0), typeName: "boolean" },
    },
    {
      obs: { _index: "cell", "column-order": ["whole", "type", "n", "flag"] },
      "obs/type": { "encoding-type": "categorical", ordered: true },
      "obs/whole": { "encoding-type": "nullable-integer" },
    },
  );
  const { names, table, notes } = readTable(tree, "obs");
  expect(names).toEqual(["a", "b", "c"]);
  expect([...table.columns]).toEqual([
    ["whole", { kind: "number", values: Float64Array.of(4, Number.NaN, 6) }],
    ["type", { kind: "category", codes: Int32Array.of(1, -1, 0), categories: ["x", "y"], ordered: true }],
    ["n", { kind: "number", values: Float64Array.of(1, 2.5, Number.NaN) }],
    ["flag", { kind: "boolean", values: [true, false, true] }],
  ]);
  expect(notes).toEqual([]);
  expect(describeTable(tree, "obs")).toEqual({ rows: 3, columns: ["whole", "type", "n", "flag"] });
});

test("categories of anndata 0.7 lie beside the codes", () => {
  const tree = memoryTree(
    { "obs/_index": text("a", "b"), "obs/t": codes(1, 0), "obs/__categories/t": text("x", "y") },
    { obs: { _index: "_index" }, "obs/t": { categories: "reference" } },
  );
  const { table } = readTable(tree, "obs");
  expect([...table.columns]).toEqual([
    ["t", { kind: "category", codes: Int32Array.of(1, 0), categories: ["x", "y"], ordered: false }],
  ]);
});

test("a column that cannot be right is left out with a note, the others stay", () => {
  const tree = memoryTree(
    {
      "obs/_index": text("a", "b"),
      "obs/short": numbers(1),
      "obs/wide": { values: new Float64Array(4), shape: [2, 2] },
      "obs/wrong/codes": codes(0, 5),
      "obs/wrong/categories": text("x"),
      "obs/good": numbers(1, 2),
    },
    { obs: { _index: "_index" }, "obs/wrong": { "encoding-type": "categorical" } },
  );
  const { table, notes } = readTable(tree, "obs");
  expect([...table.columns.keys()]).toEqual(["good"]);
  expect(notes.map((note) => /^the column (\w+) of obs was left out: /.exec(note)?.[1]).sort()).toEqual([
    "short",
    "wide",
    "wrong",
  ]);
});

test("a table without its names is refused with where they were looked for", () => {
  const tree = memoryTree({ "obs/n": numbers(1) }, { obs: { _index: "barcode" } });
  expect(() => readTable(tree, "obs")).toThrow("memory: expected the names of obs in obs/barcode, got none");
  expect(() => readTable(tree, "var")).toThrow("memory: expected a table var, got none");
});

test("a column as text is empty where a value is missing", () => {
  expect(columnText({ kind: "category", codes: Int32Array.of(0, -1), categories: ["x"], ordered: false })).toEqual([
    "x",
    "",
  ]);
  expect(columnText({ kind: "string", values: ["a", undefined] })).toEqual(["a", ""]);
  expect(columnText({ kind: "number", values: Int32Array.of(7, -1) })).toEqual(["7", "-1"]);
});
