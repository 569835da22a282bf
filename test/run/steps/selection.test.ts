import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { makeSelection, pickCells, samplesAmong } from "../../../src/run/steps/selection.ts";
import type { ConfigInput } from "../../../src/session/options/run.ts";
import { category } from "../../columns.ts";
import { datasetOf, samplesOf } from "../../datasets.ts";
import { denseOf } from "../../preprocess/sparse.ts";
import { stepContext } from "../stepContext.ts";

/** Six cells of four genes; the second cell is empty, and only the last sees the last gene. */
const counts = [
  [3, 1, 0, 0],
  [0, 0, 0, 0],
  [1, 0, 2, 0],
  [4, 1, 1, 0],
  [2, 2, 0, 0],
  [0, 1, 1, 5],
];

async function select(dataset: Dataset, input: ConfigInput = {}) {
  const { context, notes, warnings } = stepContext({ method: "smooth", domains: 2, neighbors: 3, ...input });
  return { selection: await makeSelection({ dataset }, context), notes, warnings };
}
const refusal = (dataset: Dataset, input: ConfigInput = {}) => expect(select(dataset, input)).rejects;

describe("cells and genes", () => {
  test("empty cells are left out with a warning, and counts, totals and positions are those of the others", async () => {
    const dataset = datasetOf(counts, { notes: ["a decision of the reader"] });
    const { selection, notes, warnings } = await select(dataset);
    expect([...selection.cells]).toEqual([0, 2, 3, 4, 5]);
    expect([...selection.genes]).toEqual([0, 1, 2, 3]);
    expect(denseOf(selection.counts)).toEqual(counts.filter((_, i) => i !== 1).flat());
    expect([...selection.totals]).toEqual([4, 3, 6, 4, 7]);
    expect([...selection.positions.values.slice(0, 4)]).toEqual([0, 1, 2, 0]);
    expect(selection).toMatchObject({ normalize: true, variable: undefined, samples: undefined });
    expect(notes.slice(0, 2)).toEqual([
      "a decision of the reader",
      "X: the matrix holds whole numbers up to 5: raw counts",
    ]);
    expect(warnings).toEqual(["1 cell has too few counts: no domain, but still in the result"]);
  });

  test("thresholds of counts and cells are those of the user", async () => {
    const { selection, warnings } = await select(datasetOf(counts), { minCounts: 4, minCells: 2 });
    expect([...selection.cells]).toEqual([0, 3, 4, 5]);
    expect([...selection.genes]).toEqual([0, 1, 2]);
    expect(warnings).toEqual(["2 cells have too few counts: no domain, but still in the result"]);
  });

  test("with fewer genes wanted than there are, those seen in two cells or fewer are not even ranked", async () => {
    const rng = createRandom(1);
    const many = Array.from({ length: 30 }, () => Array.from({ length: 20 }, () => 1 + rng.integer(9)));
    many.forEach((row, i) => {
      row[7] = i < 2 ? 9 : 0;
      row[8] = i < 3 ? 9 : 0;
    });
    const { selection, notes } = await select(datasetOf(many), { genes: 5 });
    const { variable, genes, totals, counts: chosen } = selection;
    expect([...(variable?.genes ?? [])]).toEqual([...many[0].keys()].filter((u) => u !== 7));
    expect([genes.length, chosen.columns]).toEqual([5, 5]);
    // Genes are those of the file, also beyond the one that was filtered out.
    expect(genes.at(-1)).toBeGreaterThan(7);
    expect(denseOf(chosen)).toEqual(many.flatMap((row) => Array.from(genes, (u) => row[u])));
    // Totals are over all genes that passed.
    expect([...totals]).toEqual(many.map((row) => row.reduce((sum, value, u) => (u === 7 ? sum : sum + value), 0)));
    expect(notes.at(-1)).toBe("5 most variable of 19 genes are used (seurat_v3)");
    const all = await select(datasetOf(many), { genes: 20 });
    expect(all.selection.variable).toBeUndefined();
    expect(all.selection.genes).toHaveLength(20);
  });

  test("a subset is named with its cells, and rows are those of the whole file", async () => {
    const layer = category([0, 0, 1, 1, 1, 1], ["I", "II"]);
    const { selection, notes } = await select(datasetOf(counts, { obs: { layer } }), { subset: "layer=II" });
    expect([...selection.cells]).toEqual([2, 3, 4, 5]);
    expect([...selection.totals]).toEqual([3, 6, 4, 7]);
    expect(notes).toContain("4 of 6 cells have layer=II; the other 2 stay in the result, without a domain");
  });
});

describe("values that are no counts", () => {
  const logs = counts.map((row) => row.map((value) => Math.log1p(value / 3)));
  const centred = counts.map((row) => row.map((value) => value - 1.5));

  test("logarithms are not normalised again unless the user says so", async () => {
    const { selection, warnings } = await select(datasetOf(logs));
    expect(selection.normalize).toBe(false);
    expect(warnings[0]).toBe("expected raw counts, got other values; they are used without further normalisation");
    const forced = await select(datasetOf(logs), { normalize: "yes" });
    expect(forced.selection.normalize).toBe(true);
    expect(forced.warnings[0]).toContain("normalised nevertheless");
  });

  test("a least number of counts is no threshold for them, and one that was set is said to be unused", async () => {
    const { selection, warnings } = await select(datasetOf(logs), { minCounts: 3 });
    expect([...selection.cells]).toEqual([0, 2, 3, 4, 5]);
    expect(warnings).toContain("--min-counts 3 was not used: X holds no counts");
    expect(warnings).toContain("1 cell has no value above 0: no domain, but still in the result");
    expect((await select(datasetOf(logs))).warnings.join()).not.toContain("--min-counts");
  });

  test("intensities are refused with the ways out, and --normalize arcsinh takes all that are above 0", async () => {
    const intensities = datasetOf(
      counts.map((row) => row.map((value) => value * 20.5)),
      { intensities: true },
    );
    await refusal(intensities).toThrow(/expected counts in X, got intensities; .*--normalize arcsinh .*--normalize no/);
    const { selection, warnings } = await select(intensities, { normalize: "arcsinh", minCounts: 50 });
    expect(selection).toMatchObject({ normalize: false, cofactor: 5, cells: { length: 5 } });
    expect(warnings).toEqual([
      "--min-counts 50 was not used: X holds no counts",
      "1 cell has no value above 0: no domain, but still in the result",
    ]);
    expect((await select(intensities, { normalize: "arcsinh", cofactor: 150 })).selection.cofactor).toBe(150);
    await refusal(datasetOf(counts), { cofactor: 150 }).toThrow(/expected --normalize arcsinh with it, got auto/);
  });

  test("negative values are refused with the way out, which keeps every cell", async () => {
    await refusal(datasetOf(centred)).toThrow(
      /^tissue\.h5ad: expected counts of 0 or more in X, got negative values; .*--normalize no, .*--normalize arcsinh$/,
    );
    await refusal(datasetOf(centred), { normalize: "yes" }).toThrow(/got negative values/);
    const { selection } = await select(datasetOf(centred), { normalize: "no" });
    expect(selection.cells).toHaveLength(6);
    expect(selection.normalize).toBe(false);
  });
});

describe("too little data is refused with the way out", () => {
  test("no more cells than domains", async () => {
    await refusal(datasetOf(counts), { domains: 5 }).toThrow(
      "expected more cells than the 5 domains requested, got 5; lower --domains",
    );
    expect((await select(datasetOf(counts), { domains: 4 })).selection.cells).toHaveLength(5);
  });

  test("fewer than three cells", async () => {
    await refusal(datasetOf(counts.slice(0, 3)), { domains: 1 }).toThrow("expected at least 3 cells, got 2");
    await refusal(datasetOf(counts.slice(0, 3)), { domains: "auto" }).toThrow("expected at least 3 cells, got 2");
  });

  test("a sample of fewer than three cells, by name", async () => {
    const dataset = datasetOf(counts, { samples: samplesOf([0, 0, 0, 0, 1, 1], ["left", "right"]) });
    await refusal(dataset).toThrow("expected at least 3 cells in each sample, got 2 in right; leave that sample out");
  });

  test("no more cells than neighbours, except where cells are triangulated", async () => {
    await refusal(datasetOf(counts), { graph: "nearest", neighbors: 5 }).toThrow(
      "expected more than 5 cells, so that each has its 5 neighbours, got 5; lower --neighbors",
    );
    expect((await select(datasetOf(counts), { graph: "nearest", neighbors: 4 })).selection.cells).toHaveLength(5);
    expect((await select(datasetOf(counts), { graph: "delaunay" })).selection.cells).toHaveLength(5);
    const samples = samplesOf([0, 1, 1, 1, 0, 0], ["left", "right"]);
    await refusal(datasetOf([...counts.slice(0, 1), [1, 0, 0, 1], ...counts.slice(2)], { samples })).toThrow(
      "got 3 in left",
    );
  });

  test("one gene that normalising makes the same everywhere", async () => {
    const one = counts.map((row) => [row[0] + 1]);
    await refusal(datasetOf(one)).toThrow("two or more genes");
    expect((await select(datasetOf(one), { normalize: "no" })).selection.genes).toHaveLength(1);
  });
});

test("samples without an analysed cell are dropped, and codes renumbered", () => {
  const samples = samplesOf([2, 0, 2, 1, 0, 2], ["a", "b", "c"]);
  expect(samplesAmong(samples, Uint32Array.of(0, 1, 4, 5))).toEqual({
    names: ["a", "c"],
    codes: Int32Array.of(1, 0, 0, 1),
  });
  expect(samplesAmong(samples, Uint32Array.of(0, 2, 5))).toBeUndefined();
});

test("positions of some cells are those rows in full", () => {
  const positions = { rows: 3, columns: 2, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
  expect(pickCells(positions, Uint32Array.of(2, 0))).toEqual({
    rows: 2,
    columns: 2,
    values: Float64Array.of(5, 6, 1, 2),
  });
});
