import { expect, test } from "vitest";
import { allSteps } from "../../src/analyses/registry.ts";
import { analysisKeys, analysisTables } from "../../src/analyses/results.ts";
import { createRandom } from "../../src/core/random.ts";
import { columnNames, columnNamesNote, fieldNames } from "../../src/results/columnNames.ts";
import { csvLine } from "../../src/results/csv.ts";
import type { Context } from "../../src/run/artifacts.ts";
import { run } from "../../src/run/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

const tissue = simulateTissue({ cells: 200, genes: 30, domains: 3 }, createRandom(5));
const config = settingsFor({ domains: 2, method: "smooth", subset: "domain=Layer 2", cellTypes: "cell_type" });
const context: Context = {
  config,
  engine: () => Promise.reject(new Error("no engine here")),
  report: () => undefined,
  signal: undefined,
  clock: () => 0,
};
const { artifacts } = await run(
  tissue,
  [
    "dataset",
    "selection",
    "features",
    "graph",
    "domains",
    "allGenes",
    "cellTypes",
    "spatialNeighbors",
    "paga",
    "domainMarkers",
    "spatialGenes",
  ],
  allSteps(),
  context,
);
const keys = analysisKeys(artifacts, config);
const out = new Set(artifacts.selection.cells);

test("cells that took no part have no type and an empty row among the neighbours", () => {
  const { cellscape_cell_type: types } = keys.obs;
  if (types.kind !== "category") throw new Error("types are no categories");
  const { connectivities, distances } = keys.obsp;
  for (let i = 0; i < 200; i++) {
    expect(types.codes[i] >= 0).toBe(out.has(i));
    for (const { starts } of [connectivities, distances]) expect(starts[i + 1] > starts[i]).toBe(out.has(i));
  }
  expect([...connectivities.indices, ...distances.indices].every((j) => out.has(j))).toBe(true);
});

test("neighbours ascend within a row, and each distance stays with its neighbour", () => {
  const { starts, indices, values } = keys.obsp.distances;
  const { neighbors } = artifacts.spatialNeighbors;
  const { cells } = artifacts.selection;
  cells.forEach((cell, i) => {
    const row = Array.from(indices.subarray(starts[cell], starts[cell + 1]));
    expect(row).toEqual([...row].sort((a, b) => a - b));
    for (let t = 0; t < neighbors.k; t++) {
      const at = row.indexOf(cells[neighbors.indices[i * neighbors.k + t]]);
      expect(values[starts[cell] + at]).toBe(neighbors.distances[i * neighbors.k + t]);
    }
  });
});

test("keys name their groups by the columns that scanpy groups by", () => {
  expect(keys.uns).toMatchObject({
    paga: { groups: "cellscape_domain" },
    neighbors: { connectivities_key: "connectivities", params: { use_rep: "X_cellscape_spatial" } },
    rank_genes_groups: {
      params: { groupby: "cellscape_domain", reference: "rest", method: "wilcoxon", use_raw: false },
    },
  });
  expect(Object.keys(keys.uns)).toContain("cellscape_domain_sizes");
  expect(Object.keys(keys.obsm)).toEqual([]);
});

test("markers of a file whose counts lay in raw are named and drawn from raw", () => {
  const { uns } = analysisKeys({ ...artifacts, dataset: { ...tissue, countsFrom: "raw/X" } }, config);
  expect(uns.rank_genes_groups).toMatchObject({ params: { use_raw: true } });
});

test("groups whose names hold a slash are called the same in records and tables, without it", () => {
  const groups = artifacts.domainMarkers.groups.map((group, k) => (k === 0 ? { ...group, group: "Oligo/OPC" } : group));
  const { uns } = analysisKeys({ ...artifacts, domainMarkers: { ...artifacts.domainMarkers, groups } }, config);
  const { scores, pts } = uns.rank_genes_groups as unknown as {
    scores: { fields: ReadonlyMap<string, unknown> };
    pts: { columns: ReadonlyMap<string, unknown> };
  };
  expect([...scores.fields.keys()]).toEqual(["Oligo_OPC", "2"]);
  expect([...pts.columns.keys()]).toEqual(["Oligo_OPC", "2"]);
});

test("column names stay distinct, and changes are told", () => {
  expect(columnNames(["a/b", "a_b", "", "."])).toEqual(["a_b", "a_b_2", "_3", "._4"]);
  expect(fieldNames(["Müller/glia"])).toEqual(["M?ller_glia"]);
  expect(columnNamesNote(["a", "b"])).toBeUndefined();
  expect(columnNamesNote(["a", "b/c"])).toContain("b/c -> b_c");
});

test("tables quote what holds a comma and leave what is missing empty", () => {
  expect(csvLine(["a,b", 'say "so"', 1 / 3, 12345678, Number.NaN, undefined, 1e-300])).toBe(
    '"a,b","say ""so""",0.333333,12345678,,,1e-300',
  );
  expect(analysisTables(artifacts, config).map(({ name }) => name)).toEqual([
    "paga",
    "markers_domains",
    "spatial_genes",
  ]);
});
