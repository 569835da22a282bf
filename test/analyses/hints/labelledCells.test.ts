import { expect, test } from "vitest";
import type { HintFile } from "../../../src/analyses/hints/hintFile.ts";
import { countWith, hintsAmong, namesOf } from "../../../src/analyses/hints/hintsAmong.ts";
import { labelledCells } from "../../../src/analyses/hints/labelledCells.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const made = simulateTissue({ cells: 4, genes: 2, cellTypes: 1, domains: 1, modules: 0 }, createRandom(0));
const dataset: Dataset = {
  ...made,
  cells: ["a", "b", "c", "d"],
  positions: { rows: 4, columns: 2, values: Float64Array.of(0, 0, 1, 0, 0, 1, 1, 1) },
  obs: {
    rows: 4,
    columns: new Map([
      ["region", { kind: "string" as const, values: ["L2", undefined, "L10", "nan"] }],
      ["score", { kind: "number" as const, values: Float64Array.of(0.5, 1, 2, 3) }],
      ["empty", { kind: "string" as const, values: ["", undefined, "NA", "nan"] }],
    ]),
  },
};
const none = { hints: undefined, hintsColumn: undefined, labelNext: undefined };
const square = (label: string, x: number, y: number, size: number, sample?: string) => ({
  ...{ label, sample },
  rings: [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ] as [number, number][],
  ],
});
const areas = (...given: ReturnType<typeof square>[]): HintFile => ({ from: "a.json", kind: "areas", areas: given });
const rows = (...given: [string, string][]): HintFile => ({
  ...{ from: "h.csv", kind: "cells" },
  rows: given.map(([cell, label], at) => ({ cell, label, line: at + 2 })),
});
const of = (hints: HintFile, data = dataset) => [...labelledCells(data, none, { hints })];
const column = (hintsColumn: string) => [...labelledCells(dataset, { ...none, hintsColumn }, {})];

test("cells get the label of their line, and the same label twice is no contradiction", () => {
  expect(of(rows(["c", "x"], ["a", "y"], ["c", "x"]))).toEqual([
    [2, "x"],
    [0, "y"],
  ]);
});

test("cells get the label of the area that they lie in, but not of its holes", () => {
  const ring = square("in", -0.5, -0.5, 2);
  const hole = square("", 0.5, 0.5, 1).rings;
  expect(of(areas({ ...ring, rings: [...ring.rings, ...hole] })).map(([cell]) => cell)).toEqual([0, 1, 2]);
});

test("a column of obs labels the cells that it is not missing in", () => {
  expect(column("obs/region")).toEqual([
    [0, "L2"],
    [2, "L10"],
  ]);
});

test.each([
  [
    () => of(rows(["a", "x"], ["q", "y"], ["r", "y"])),
    "expected cells of simulated tissue (such as a), got q in line 3 and 1 more",
  ],
  [() => of(rows(["a", "x"], ["a", "y"])), "expected one label of cell a, got x and, in line 3, y"],
  [
    () => of(areas(square("far", 9, 9, 1))),
    "expected cells in area 1 (far), got none; simulated tissue has positions from 0 to 1 in x",
  ],
  [
    () => of(areas(square("x", -1, -1, 3), square("y", -1, -1, 1.5))),
    "expected areas of different labels apart, got x and y over one cell",
  ],
  [() => column("layer"), "expected a column of obs of simulated tissue, got layer; it has region, score, empty"],
  [() => column("score"), "expected groups, got numbers"],
  [() => column("empty"), "expected labels of some cells, got none"],
  [
    () => labelledCells(dataset, { ...none, hintsColumn: "region" }, { hints: rows(["a", "x"]) }),
    "got both; leave one out",
  ],
])("a contradiction or an unknown cell is refused in words %#", (make, words) => {
  expect(make).toThrow(words);
});

test("areas of several samples are those of the sample that they name", () => {
  const samples = {
    ...{ names: ["left", "right"], codes: Int32Array.of(0, 0, 1, 1), column: "sample" },
    attributes: { rows: 2, columns: new Map() },
  };
  const two = { ...dataset, samples };
  expect(of(areas(square("x", -1, -1, 3, "right")), two).map(([cell]) => cell)).toEqual([2, 3]);
  expect(() => of(areas(square("x", -1, -1, 3)), two)).toThrow(
    "expected a property sample (left, right) of area 1 (x), got none",
  );
});

test("labels come in the order of their names, numbers in them by size", () => {
  expect(
    namesOf(
      new Map([
        [0, "L10"],
        [1, "L2"],
        [2, "L2"],
      ]),
    ),
  ).toEqual(["L2", "L10"]);
});

test("hints are those of the analysed cells; cells left out and labels of one cell are reported", () => {
  const warnings: string[] = [];
  const task = { warn: (text: string) => warnings.push(text) };
  const labelled = new Map([
    [0, "x"],
    [1, "y"],
    [2, "x"],
    [3, "y"],
  ]);
  expect(hintsAmong(labelled, Uint32Array.of(0, 2, 3), task)).toEqual({
    ...{ labels: ["x", "y"], cells: Uint32Array.of(0, 1, 2), codes: Int32Array.of(0, 0, 1) },
  });
  expect(warnings).toEqual([
    "1 labelled cells are not analysed (few counts, or outside the subset): their labels are not used",
    "one cell only is labelled y: label some more of each, for all rests on it",
  ]);
  expect(() => hintsAmong(labelled, Uint32Array.of(0, 2), task)).toThrow("none with y among the 2 analysed cells");
});

test("the number of domains is the given one, or at least one per label", () => {
  expect(countWith(["a", "b"], 5, 3)).toBe(5);
  expect(countWith(["a", "b"], "auto", 3)).toBe(3);
  expect(countWith(["a", "b", "c"], "auto", 2)).toBe(3);
  expect(() => countWith(["a", "b", "c"], 2, 2)).toThrow("expected at most 2 labels in the hints, got 3 (a, b, c)");
});
