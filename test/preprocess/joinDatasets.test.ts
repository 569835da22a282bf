import { describe, expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { labelAt } from "../../src/data/labels.ts";
import type { Column } from "../../src/data/table.ts";
import { joinDatasets } from "../../src/preprocess/joinDatasets.ts";
import { splitSamples } from "../../src/preprocess/splitSamples.ts";
import { denseOf, sparseFrom } from "./sparse.ts";

interface Small {
  readonly genes: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly cells?: readonly string[];
  readonly obs?: Readonly<Record<string, Column>>;
  readonly var?: Readonly<Record<string, Column>>;
}

function dataset({ genes, rows, cells, obs = {}, var: variables = {} }: Small): Dataset {
  return {
    name: "small.h5ad",
    cells: cells ?? rows.map((_, i) => `c${i}`),
    genes,
    counts: sparseFrom(rows, genes.length),
    countsFrom: "X",
    positions: { rows: rows.length, columns: 2, values: Float64Array.from(rows.flatMap((_, i) => [i, 2 * i])) },
    positionsFrom: "obsm/spatial",
    obs: { rows: rows.length, columns: new Map(Object.entries(obs)) },
    var: { rows: genes.length, columns: new Map(Object.entries(variables)) },
    notes: [],
    losses: [],
  };
}

const texts = (...values: (string | undefined)[]): Column => ({ kind: "string", values });
const numbers = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const labels = (column: Column | undefined, rows: number) =>
  Array.from({ length: rows }, (_, i) => column && labelAt(column, i));

const a = dataset({
  genes: ["A", "B", "C"],
  rows: [
    [1, 2, 0],
    [0, 4, 5],
  ],
});
const b = dataset({
  genes: ["C", "D", "A"],
  rows: [
    [7, 1, 0],
    [0, 2, 9],
    [3, 3, 3],
  ],
});

describe("joinDatasets", () => {
  test("keeps the genes that all samples have, in the order of the first", () => {
    const joined = joinDatasets([
      { sample: "a", dataset: a },
      { sample: "b", dataset: b },
    ]);
    expect(joined.genes).toEqual(["A", "C"]);
    expect(denseOf(joined.counts)).toEqual([1, 0, 0, 5, 0, 7, 9, 0, 3, 3]);
    expect([...joined.counts.indices]).toEqual([0, 1, 1, 0, 0, 1]);
    expect(joined.notes.join("\n")).toContain("2 genes are in all samples");
  });

  test("leaves positions as they are and tells the samples apart", () => {
    const { positions, samples, obs } = joinDatasets([
      { sample: "a", dataset: a },
      { sample: "b", dataset: b },
    ]);
    expect([...positions.values]).toEqual([0, 0, 1, 2, 0, 0, 1, 2, 2, 4]);
    expect(samples?.names).toEqual(["a", "b"]);
    expect([...(samples?.codes ?? [])]).toEqual([0, 0, 1, 1, 1]);
    expect(labels(obs.columns.get("sample"), 5)).toEqual(["a", "a", "b", "b", "b"]);
  });

  test("puts the sample behind every cell name when one occurs twice, and behind none otherwise", () => {
    const { cells } = joinDatasets([
      { sample: "a", dataset: a },
      { sample: "b", dataset: b },
    ]);
    expect(cells).toEqual(["c0-a", "c1-a", "c0-b", "c1-b", "c2-b"]);
    const other = { ...b, cells: ["d0", "d1", "d2"] };
    expect(
      joinDatasets([
        { sample: "a", dataset: a },
        { sample: "b", dataset: other },
      ]).cells,
    ).toEqual([...a.cells, ...other.cells]);
    const tricky = { ...b, cells: ["c0", "c0-b", "x"] };
    const names = joinDatasets([
      { sample: "b-b", dataset: { ...a, cells: ["c0", "y"] } },
      { sample: "b", dataset: tricky },
    ]).cells;
    expect(new Set(names).size).toBe(5);
  });

  test("refuses samples that share too few genes, with both counts and the way out", () => {
    const mouse = dataset({ genes: ["Gad1", "Slc17a7", "Mbp"], rows: [[1, 2, 3]] });
    const human = dataset({ genes: ["GAD1", "SLC17A7", "MBP", "APOE"], rows: [[1, 2, 3, 4]] });
    const join = () =>
      joinDatasets([
        { sample: "mouse", dataset: mouse },
        { sample: "human", dataset: human },
      ]);
    expect(join).toThrow(/50 % of the genes of mouse \(3 genes, such as Gad1\).*got 0 in human \(4 genes/);
    expect(join).toThrow(/3 are the same but for capitals/);
  });

  test("a lower overlap lets samples with fewer shared genes in", () => {
    const parts = [
      { sample: "a", dataset: a },
      { sample: "b", dataset: b },
    ];
    expect(() => joinDatasets(parts, { overlap: 0.7 })).toThrow(/at least 70 %/);
    expect(joinDatasets(parts, { overlap: 0.6 }).genes.length).toBe(2);
  });

  test("refuses raw counts beside logarithms", () => {
    const logged = dataset({
      genes: ["A", "B", "C"],
      rows: [
        [0.5, 1.25, 2],
        [0.3, 0.75, 1.5],
      ],
    });
    const join = () =>
      joinDatasets([
        { sample: "a", dataset: a },
        { sample: "l", dataset: logged },
      ]);
    expect(join).toThrow(/values of one kind, got counts in a \(X\) and logged in l \(X\)/);
  });

  test("columns of obs are joined, missing where a sample lacks them", () => {
    const one = {
      ...a,
      obs: {
        rows: 2,
        columns: new Map<string, Column>([
          ["type", texts("x", undefined)],
          ["age", numbers(3, 4)],
        ]),
      },
    };
    const two = {
      ...b,
      obs: {
        rows: 3,
        columns: new Map<string, Column>([
          ["type", { kind: "category", codes: Int32Array.of(0, 1, -1), categories: ["y", "x"], ordered: false }],
        ]),
      },
    };
    const { obs } = joinDatasets([
      { sample: "a", dataset: one },
      { sample: "b", dataset: two },
    ]);
    expect(labels(obs.columns.get("type"), 5)).toEqual(["x", undefined, "y", "x", undefined]);
    expect(labels(obs.columns.get("age"), 5)).toEqual(["3", "4", undefined, undefined, undefined]);
  });

  test("what the user says of a sample becomes its attribute and a column of its cells", () => {
    const { samples, obs } = joinDatasets([
      { sample: "a", dataset: a, attributes: { condition: "AD", age: 13 } },
      { sample: "b", dataset: b, attributes: { condition: "control", age: undefined } },
    ]);
    expect(labels(samples?.attributes.columns.get("condition"), 2)).toEqual(["AD", "control"]);
    expect(labels(samples?.attributes.columns.get("age"), 2)).toEqual(["13", undefined]);
    expect(labels(obs.columns.get("condition"), 5)).toEqual(["AD", "AD", "control", "control", "control"]);
  });

  test("a column of obs that is constant in each sample is an attribute of the samples", () => {
    const own = (dataset: Dataset, condition: string): Dataset => ({
      ...dataset,
      obs: {
        rows: dataset.cells.length,
        columns: new Map([["condition", texts(...dataset.cells.map(() => condition))]]),
      },
    });
    const { samples } = joinDatasets([
      { sample: "a", dataset: own(a, "AD") },
      { sample: "b", dataset: own(b, "WT") },
    ]);
    expect(labels(samples?.attributes.columns.get("condition"), 2)).toEqual(["AD", "WT"]);
  });

  test("columns of var stay where all samples say the same", () => {
    const one = {
      ...a,
      var: {
        rows: 3,
        columns: new Map([
          ["symbol", texts("SA", "SB", "SC")],
          ["mean", numbers(1, 2, 3)],
        ]),
      },
    };
    const two = {
      ...b,
      var: {
        rows: 3,
        columns: new Map([
          ["symbol", texts("SC", "SD", "SA")],
          ["mean", numbers(4, 5, 6)],
        ]),
      },
    };
    const joined = joinDatasets([
      { sample: "a", dataset: one },
      { sample: "b", dataset: two },
    ]);
    expect([...joined.var.columns.keys()]).toEqual(["symbol"]);
    expect(labels(joined.var.columns.get("symbol"), 2)).toEqual(["SA", "SC"]);
  });

  test("refuses two samples of one name", () => {
    expect(() =>
      joinDatasets([
        { sample: "a", dataset: a },
        { sample: "a", dataset: b },
      ]),
    ).toThrow(/got a twice/);
  });
});

describe("splitSamples", () => {
  const rows = Array.from({ length: 6 }, (_, i) => [i + 1, 1]);
  const slide = texts("s10", "s10", "s2", "s2", "s2", "s10");
  const both = dataset({
    genes: ["A", "B"],
    rows,
    obs: { slide, condition: texts("x", "x", "y", "y", "y", "x"), type: texts("p", "q", "p", "q", "p", "p") },
  });

  test("names samples by a column of obs, and finds what is constant in them", () => {
    const { samples, cells } = splitSamples(both, "obs/slide");
    expect(samples?.names).toEqual(["s2", "s10"]);
    expect([...(samples?.codes ?? [])]).toEqual([1, 1, 0, 0, 0, 1]);
    expect([...(samples?.attributes.columns.keys() ?? [])]).toEqual(["condition"]);
    expect(cells).toEqual(both.cells);
  });

  test("refuses a column that is not there, is not full, or holds no samples", () => {
    expect(() => splitSamples(both, "nope")).toThrow(
      /--sample-key: expected a column of obs.*slide, condition, type.*got nope/,
    );
    const holes = dataset({ genes: ["A", "B"], rows, obs: { slide: texts("a", undefined, "a", "a", "a", "a") } });
    expect(() => splitSamples(holes, "slide")).toThrow(/for every cell, got none for c1/);
    const names = dataset({ genes: ["A", "B"], rows, obs: { slide: texts(..."abcdef") } });
    expect(() => splitSamples(names, "slide")).toThrow(/got 6 different values/);
  });
});

test("pictures of the samples are kept under their libraries, and under sample and library where two have one name", () => {
  const tissue = (library: string) => ({ library, images: {}, scaleFactors: {}, metadata: {} });
  const joined = (...libraries: (string | undefined)[]) =>
    joinDatasets(
      libraries.map((library, s) => {
        const own = dataset({ genes: ["A"], rows: [[1], [2]] });
        return { sample: `s${s}`, dataset: library === undefined ? own : { ...own, tissue: tissue(library) } };
      }),
    ).tissues?.map(({ library }) => library);
  expect(joined("left", undefined, "right")).toEqual(["left", "right"]);
  expect(joined("V1", "V1")).toEqual(["s0_V1", "s1_V1"]);
  expect(joined(undefined, undefined)).toBeUndefined();
});

test("sections whose pixels differ by less than 1 % have a scale bar in common", () => {
  const joined = (second: number) =>
    joinDatasets([
      { sample: "one", dataset: { ...a, unitUm: 0.5 } },
      { sample: "two", dataset: { ...a, unitUm: second } },
    ]);
  expect(joined(0.504).unitUm).toBeCloseTo(0.502, 12);
  expect(joined(0.51).unitUm).toBeUndefined();
  expect(joined(0.51).notes.join()).toMatch(/from 0\.5 to 0\.51 um: without a common one there is no scale bar/);
});
