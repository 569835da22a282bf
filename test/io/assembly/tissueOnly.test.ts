import { expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Column } from "../../../src/data/table.ts";
import { datasetFrom } from "../../../src/io/assembly/datasetFrom.ts";
import { tissueOnly } from "../../../src/io/assembly/tissueOnly.ts";

/** Four cells of three features each. */
function tissue({
  genes = ["Actb", "Gad1", "Mbp"],
  obs = {},
  var: variables = {},
  positions = [0, 0, 1, 0, 0, 1, 1, 1],
}: {
  readonly genes?: readonly string[];
  readonly obs?: Readonly<Record<string, Column>>;
  readonly var?: Readonly<Record<string, Column>>;
  readonly positions?: readonly number[];
}): Dataset {
  const dataset = datasetFrom({
    name: "four",
    cells: ["a", "b", "c", "d"],
    genes: ["g0", "g1", "g2"],
    counts: [
      [1, 2, 3],
      [0, 5, 0],
      [7, 0, 9],
      [0, 0, 4],
    ],
    positions: [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ],
  });
  return {
    ...dataset,
    genes,
    obs: { rows: 4, columns: new Map(Object.entries(obs)) },
    var: { rows: 3, columns: new Map(Object.entries(variables)) },
    positions: { rows: 4, columns: 2, values: Float64Array.from(positions) },
  };
}

const text = (...values: string[]): Column => ({ kind: "string", values });

test("a tissue with nothing to leave out is the same object", () => {
  const whole = tissue({ obs: { in_tissue: { kind: "number", values: Float64Array.of(1, 1, 1, 1) } } });
  expect(tissueOnly(whole)).toBe(whole);
});

test.each<[string, Column]>([
  ["numbers", { kind: "number", values: Float64Array.of(1, 0, 1, 1) }],
  ["booleans", { kind: "boolean", values: [true, false, true, true] }],
  ["text", text("1", "0", "1", "1")],
  ["categories", { kind: "category", codes: Int32Array.of(1, 0, 1, 1), categories: ["False", "True"], ordered: false }],
])("spots off the tissue, by %s in obs/in_tissue, are left out with a note", (_, column) => {
  const { cells, counts, notes, losses, kept } = tissueOnly(tissue({ obs: { in_tissue: column } }));
  expect(cells).toEqual(["a", "c", "d"]);
  expect([...counts.values]).toEqual([1, 2, 3, 7, 9, 4]);
  expect(notes).toEqual(["1 of 4 spots lie off the tissue (obs/in_tissue is 0) and were left out"]);
  expect(losses).toEqual([]);
  expect(kept).toEqual({ rows: Uint32Array.of(0, 2, 3), of: 4 });
});

test("a spot off the tissue that has no position is not lost; rows of what is left are those of the input", () => {
  const { cells, losses, kept } = tissueOnly(
    tissue({
      obs: { in_tissue: { kind: "number", values: Float64Array.of(0, 1, 1, 1) } },
      positions: [Number.NaN, Number.NaN, 1, 0, 0, Number.NaN, 1, 1],
    }),
  );
  expect(cells).toEqual(["b", "d"]);
  expect(losses).toEqual(["1 of 3 cells have no position in positions, such as c, and get no domain"]);
  expect(kept).toEqual({ rows: Uint32Array.of(1, 3), of: 4 });
});

test("a tissue of which no cell has a position is refused", () => {
  expect(() => tissueOnly(tissue({ positions: new Array(8).fill(Number.NaN) }))).toThrow(
    /four: positions: expected positions, got NaN for all 4 cells; name other positions/,
  );
});

test("controls are left out with a note, measurements of another kind as a loss", () => {
  const types = text("Gene Expression", "Negative Control Probe", "Antibody Capture");
  const { genes, counts, notes, losses, keptGenes } = tissueOnly(tissue({ var: { feature_types: types } }));
  expect(genes).toEqual(["Actb"]);
  expect([...counts.values]).toEqual([1, 7]);
  expect([...counts.starts]).toEqual([0, 1, 1, 2, 2]);
  expect(notes).toEqual(["non-gene features were excluded: 1 Negative Control Probe"]);
  expect(losses).toEqual(["measurements other than genes were excluded: 1 Antibody Capture"]);
  expect(keptGenes).toEqual({ rows: Uint32Array.of(0), of: 3 });
});

test("without types of features, names that only controls have tell them", () => {
  const { genes, notes } = tissueOnly(tissue({ genes: ["Actb", "Blank-12", "NegPrb3"] }));
  expect(genes).toEqual(["Actb"]);
  expect(notes).toEqual(["non-gene features were excluded: 2 control features"]);
});

test("types in words of another software leave every feature", () => {
  const whole = tissue({ var: { feature_types: text("protein_coding", "lncRNA", "protein_coding") } });
  expect(tissueOnly(whole)).toBe(whole);
});

test("features that are all proteins by their type are intensities, and none is left out", () => {
  const types: Column = { kind: "string", values: ["protein", "protein", "Antibody Capture"] };
  expect(tissueOnly(tissue({ var: { feature_types: types } }))).toMatchObject({
    intensities: true,
    genes: { length: 3 },
  });
  expect(tissueOnly(tissue({})).intensities).toBeUndefined();
});
