import { expect, test } from "vitest";
import { entryNames, freeNames, renamedNote } from "../../src/results/entryNames.ts";

const taken = (...paths: string[]) => new Map(paths.map((path) => [path, undefined] as const));
const matrix = { rows: 0, columns: 2, values: new Float32Array(0) };

test("entries keep scanpy's names where the input leaves them free", () => {
  const keys = { obs: {}, obsm: { X_umap: matrix }, obsp: {}, uns: { paga: "ours" } };
  const settled = entryNames(taken("uns/other", "obsm/paga")).settle(keys);
  expect(settled).toEqual({ keys, renamed: [] });
  expect(renamedNote(settled.renamed)).toBeUndefined();
});

test("an entry of the input keeps its name, and ours of that name gets one of cellscape", () => {
  const { keys, renamed } = entryNames(taken("obsm/X_umap", "uns/paga")).settle({
    ...{ obs: {}, obsp: {} },
    obsm: { X_umap: matrix, X_umap_fused: matrix },
    uns: { paga: "ours", moranI: "ours" },
  });
  expect(Object.keys(keys.obsm)).toEqual(["X_cellscape_umap", "X_umap_fused"]);
  expect(Object.keys(keys.uns)).toEqual(["cellscape_paga", "moranI"]);
  expect(renamedNote(renamed)).toContain(
    "obsm/X_cellscape_umap in place of X_umap, uns/cellscape_paga in place of paga",
  );
});

test("entries that refer to each other are renamed together, and told once each where they are written", () => {
  const names = entryNames(taken("obsp/distances"));
  expect(names.together("uns/neighbors", "obsp/distances")).toEqual(["cellscape_neighbors", "cellscape_distances"]);
  expect(names.together("uns/umap")).toEqual(["umap"]);
  const { renamed } = names.settle({ obs: {}, obsm: {}, obsp: {}, uns: { cellscape_neighbors: "ours" } });
  expect(renamed).toEqual([{ from: "uns/neighbors", to: "uns/cellscape_neighbors" }]);
});

test("what an earlier run of ours called by its own name is replaced", () => {
  const names = entryNames(taken("obs/cellscape_domain", "obsm/X_cellscape", "uns/cellscape"));
  const keys = { obs: {}, obsm: { X_cellscape: matrix }, obsp: {}, uns: { cellscape: "ours" } };
  expect(names.settle(keys)).toEqual({ keys, renamed: [] });
  expect(freeNames.together("uns/umap")).toEqual(["umap"]);
});

test("what was computed from entries of an earlier run is replaced with them, and what was computed from others is kept", () => {
  const names = entryNames(
    new Map([
      ["uns/rank_genes_groups", "cellscape_domain"],
      ["obsm/X_umap", "X_cellscape_spatial"],
      ["uns/paga", "leiden"],
    ]),
  );
  const keys = { obs: {}, obsm: { X_umap: matrix }, obsp: {}, uns: { rank_genes_groups: "ours", paga: "ours" } };
  const { renamed } = names.settle(keys);
  expect(renamed).toEqual([{ from: "uns/paga", to: "uns/cellscape_paga" }]);
});
