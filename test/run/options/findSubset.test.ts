import { expect, test } from "vitest";
import type { Column } from "../../../src/data/table.ts";
import { findSubset } from "../../../src/run/options/findSubset.ts";

const layer: Column = { kind: "string", values: ["top", "deep", undefined, "top=1", "top"] };
const dose: Column = { kind: "number", values: Float64Array.of(1, 0.5, 1, Number.NaN, 2) };
const dataset = {
  name: "tissue.h5ad",
  cells: ["a", "b", "c", "d", "e"],
  obs: {
    rows: 5,
    columns: new Map<string, Column>([
      ["layer", layer],
      ["dose", dose],
    ]),
  },
};

test.each([
  ["layer=top", [0, 4]],
  ["obs/layer=deep", [1]],
  [" layer = top ", [0, 4]],
  ["layer=top=1", [3]],
  ["dose=0.5", [1]],
])("%s is the cells with that label", (subset, cells) => {
  expect([...findSubset(dataset, [subset])]).toEqual(cells);
});

test("a column that is not there is refused with those that are", () => {
  expect(() => findSubset(dataset, ["region=top"])).toThrow(/tissue\.h5ad \(layer, dose\), got region/);
});

test("a value that no cell has is refused with those that some have", () => {
  expect(() => findSubset(dataset, ["layer=middle"])).toThrow(
    /expected a value of obs\/layer in tissue\.h5ad \(top, deep, top=1\), got middle/,
  );
});

test.each([
  ["values of one column", ["layer=top,deep"], [0, 1, 4]],
  ["a column that is named again", ["layer=top", "layer=deep"], [0, 1, 4]],
  ["several columns, all of which must agree", ["layer=top,deep", "dose=1,2"], [0, 4]],
])("%s", (_, subset, cells) => {
  expect([...findSubset(dataset, subset)]).toEqual(cells);
});

test("a value with a comma is itself where a cell has it", () => {
  const text: Column = { kind: "string", values: ["eL2,3", "eL2", "3"] };
  const own = { name: "tissue.h5ad", cells: ["a", "b", "c"], obs: { rows: 3, columns: new Map([["type", text]]) } };
  expect([...findSubset(own, ["type=eL2,3"])]).toEqual([0]);
});

test("values that no cell has together are refused", () => {
  expect(() => findSubset(dataset, ["layer=deep", "dose=2"])).toThrow("layer=deep and dose=2, which none has");
});
