import { expect, test } from "vitest";
import { stageOf, stageOrder } from "../../../src/session/reproduce/stages.ts";

test.each([
  ["var/cellscape_used", "selection"],
  ["uns/cellscape/cells_used", "selection"],
  ["uns/cellscape/positions_from", "selection"],
  ["uns/cellscape/batch_correction/batches", "features"],
  ["uns/cellscape/graph/edges", "spatial graph"],
  ["uns/cellscape/gene_map/gene", "gene map"],
  ["uns/cellscape/losses/seed_0/total", "training"],
  ["obsm/X_cellscape", "embedding"],
  ["obsm/X_cellscape_intrinsic", "embedding"],
  ["uns/cellscape/domain_count/k", "number of domains"],
  ["uns/cellscape/domains/sizes", "domains"],
  ["obs/cellscape_domain_prob", "domains"],
  ["obs/cellscape_confidence", "domains"],
  ["obs/cellscape_cell_type/codes", "analyses"],
  ["obsm/X_umap", "analyses"],
  ["obsm/X_cellscape_umap", "analyses"],
  ["obsp/distances/data", "analyses"],
  ["uns/moranI/I", "analyses"],
  ["obs/layer/codes", "input"],
  ["X/data", "input"],
])("%s is written by: %s", (path, stage) => {
  expect(stageOf(path)).toBe(stage);
});

test.each([
  "timings_seconds/read",
  "version",
  "options/seed",
  "notes",
  "warnings",
  "engine",
  "input/name",
  "model/epochs",
])("the record's %s is no result", (name) => {
  expect(stageOf(`uns/cellscape/${name}`)).toBeUndefined();
});

test("a record whose name only begins alike is a result", () => {
  expect(stageOf("uns/cellscape/modelled")).toBe("analyses");
});

test("what is copied from the input comes first, and analyses come last", () => {
  expect([stageOrder[0], stageOrder.at(-1)]).toEqual(["input", "analyses"]);
  expect(new Set(stageOrder).size).toBe(stageOrder.length);
});
