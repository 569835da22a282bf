import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plannedInput } from "../../../src/cohort/plannedInput.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { readAnnotations, readH5ad, readObsm, readVar } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import { transformed } from "../../../src/run/steps/transformed.ts";
import { matchGenes } from "../../../src/run/transfer/matchGenes.ts";
import { selectCells } from "../../../src/run/transfer/selectCells.ts";
import { transferOf } from "../../../src/run/transferModel.ts";
import { readRecord } from "../../../src/session/cohort/recordFile.ts";
import { someLarge } from "../../../src/session/cohort/splitFile.ts";
import { readModel } from "../../../src/session/read/modelFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { buildGraph } from "../../../src/spatial/graph.ts";
import { cellscape } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-tiles-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);
const n = 3000;
const tiles = ["strip.tile1", "strip.tile2", "strip.tile3"];
const samples = [...tiles, "small"];

async function cohort(...args: string[]) {
  const outcome = await cellscape(["cohort", ...args]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

/** Simulated layers, stretched to a strip of about 10 x 300 cells, so that tiles do not see each other. */
function strip(): Dataset {
  const tissue = simulateTissue({ cells: n, genes: 40, domains: 3, signal: 2 }, createRandom(4));
  const values = tissue.positions.values.map((value, e) => (e % 2 === 0 ? value * 5.5 : value / 5.5));
  return { ...tissue, positions: { ...tissue.positions, values: Float64Array.from(values) } };
}

beforeAll(async () => {
  mkdirSync(at("in"));
  await writeDataset(fileTarget(at("in/strip.h5ad")), strip());
  const small = simulateTissue({ cells: 600, genes: 40, domains: 3, signal: 2 }, createRandom(4));
  await writeDataset(fileTarget(at("in/small.h5ad")), small);
  writeFileSync(at("in/sheet.csv"), "path,sample,condition\nstrip.h5ad,strip,ill\nsmall.h5ad,small,healthy\n");
  const { stdout } = await cohort(
    "split",
    "--samples",
    at("in/sheet.csv"),
    "--tile-cells",
    "1000",
    "--out",
    at("tiles"),
  );
  expect(stdout).toContain(`cellscape cohort run --samples ${at("tiles/samples.csv")} `);
  const sheet = ["--samples", at("tiles/samples.csv")];
  const [genes, plan, model] = [at("work/genes.plan"), at("work/cohort.plan"), at("fit/model.cellscape")];
  const all = (ending: string, where = "work") => samples.map((sample) => at(where, `${sample}.${ending}`));
  await cohort("prepare", ...sheet, "--out", at("work"));
  const settings = ["--domains", "3", "--epochs", "2", "--seeds", "1", "--variant", "spatial-only", "--genes", "30"];
  await cohort("merge", ...all("stats"), "--out", genes, ...settings);
  await cohort("rank", ...sheet, "--plan", genes, "--out", at("work"));
  const planned = await cohort("plan", ...all("ranks"), "--plan", genes, "--out", plan, "--sketch-cells", "2000");
  expect(planned.stdout).toContain("ranked in each sample and tile");
  await cohort("sketch", ...sheet, "--plan", plan, "--out", at("work"));
  await cohort("fit", ...all("sketch"), "--plan", plan, "--out", at("fit"), "--threads", "1");
  await cohort(
    "apply",
    ...sheet,
    "--plan",
    plan,
    "--model",
    model,
    "--no-figures",
    "--threads",
    "1",
    "--out",
    at("out"),
  );
  await cohort(
    "gather",
    ...all("counts", "out"),
    "--plan",
    plan,
    "--fit",
    at("fit/fit.json"),
    ...sheet,
    "--out",
    at("all"),
  );
  const results = tiles.map((tile) => at("out", tile, "result.h5ad"));
  await cohort("join", ...results, "--section", at("in/strip.h5ad"), "--out", at("out/strip"));
}, 600_000);

test("a section above the limit is cut into tiles with a halo, and the sheet names its section", async () => {
  const lines = readFileSync(at("tiles/samples.csv"), "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("path,sample,tile_of,condition");
  expect(lines.slice(1, 4)).toEqual(tiles.map((tile) => `${tile}.h5ad,${tile},strip,ill`));
  expect(lines[4]).toMatch(/small\.h5ad,small,,healthy$/);
  const { cells } = await readAnnotations(await fileSource(at("tiles/strip.tile1.h5ad")));
  expect(cells.length).toBeGreaterThan(1100);
  expect(cells.length).toBeLessThan(n);
});

test("a large sample is seen whatever the size of its file, and one small sample is refused before any job", async () => {
  const given = ["strip", "small"].map((sample) => ({ path: at("in", `${sample}.h5ad`), sample }));
  expect(await someLarge(nodeHost, given, 1000)).toBe(true);
  expect(await someLarge(nodeHost, given, n)).toBe(false);
  const out = at("never");
  const { code, stderr } = await cellscape(["cohort", "run", at("in/small.h5ad"), "--domains", "3", "--out", out]);
  expect(code).toBe(2);
  expect(stderr).toContain(
    "cohort run: expected two or more samples, or one of more cells than --tile-cells (1000000), got one sample; cellscape run analyses it",
  );
  expect(existsSync(out)).toBe(false);
});

test("a cell is embedded in its tile as in the whole section", async () => {
  const host = nodeHost;
  const model = await readModel(host, at("fit/model.cellscape"));
  const { record: plan } = await readRecord(host, at("work/cohort.plan"), "plan");
  const dataset = await readH5ad(await fileSource(at("in/strip.h5ad")));
  const matched = matchGenes(model, dataset, 1);
  const selection = selectCells(model, dataset, matched, { subset: undefined, minCounts: 0 });
  const expression = await transformed(matched.counts, selection);
  const { graph } = await buildGraph(dataset.positions);
  const where = { sample: tiles[1], batchKey: undefined };
  const { input, scaled } = plannedInput(model, plan, { dataset, cells: selection.cells, expression }, where);
  if (!scaled || "values" in scaled) throw new Error("expected sparse scaled rows");
  const data = { components: input, graph, scaled };
  const { primary } = await transferOf(model).embed(model.network, data, await nativeEngine({ threads: 1 }));
  const joined = await readObsm(await fileSource(at("out/strip/result.h5ad")), "X_cellscape_spatial");
  expect(joined.rows).toBe(n);
  const expected = Float64Array.from(primary.values);
  const worst = expected.reduce((most, value, e) => Math.max(most, Math.abs(value - joined.values[e])), 0);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(worst / largest).toBeLessThan(1e-5);
});

test("the gathered result is one section: its cells, its neighbours, and one line per sample", async () => {
  const table = (name: string) =>
    readFileSync(at("all/tables", `${name}.csv`), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  expect(table("samples").map(([sample, cells, used, fitted]) => [sample, cells, used, fitted])).toEqual([
    ["small", "600", "600", "yes"],
    ["strip", "3000", "3000", "yes"],
  ]);
  const { names, table: genes } = await readVar(await fileSource(at("out/strip/result.h5ad")));
  const used = genes.columns.get("cellscape_used");
  if (used?.kind !== "boolean") throw new Error("expected the genes that were used");
  expect(names.filter((_, u) => used.values[u])).toHaveLength(30);
  const joined = await readAnnotations(await fileSource(at("out/strip/result.h5ad")));
  const domains = joined.obs.columns.get("cellscape_domain");
  if (domains?.kind !== "category") throw new Error("expected domains");
  const sizes = ["1", "2", "3"].map((name) => domains.codes.filter((code) => domains.categories[code] === name).length);
  const shares = table("composition").filter(([sample]) => sample === "strip");
  expect(shares.map(([, , cells]) => Number(cells))).toEqual(sizes);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(n);
  // Edges from both ends, of both samples.
  const edges = table("neighbors").reduce((sum, [, , observed]) => sum + Number(observed), 0);
  const graphs = [];
  for (const name of ["strip", "small"]) {
    const { positions } = await readAnnotations(await fileSource(at("in", `${name}.h5ad`)));
    graphs.push((await buildGraph(positions)).graph.targets.length);
  }
  expect(edges).toBe(graphs[0] + graphs[1]);
  expect(readFileSync(at("out/strip/domains.csv"), "utf8").trimEnd().split("\n")).toHaveLength(n + 1);
  expect(JSON.parse(readFileSync(at("out/strip/manifest.json"), "utf8"))).toMatchObject({
    ...{ job: "join", complete: true, cells: n, cells_used: n, tiles: [1000, 1000, 1000] },
  });
});

test("without one of its tiles a section is refused, by merge and by join", async () => {
  const stats = ["strip.tile1", "strip.tile2", "small"].map((name) => at("work", `${name}.stats`));
  const merged = await cellscape(["cohort", "merge", ...stats, "--domains", "3", "--out", at("refused.plan")]);
  expect(merged.code).toBe(2);
  expect(merged.stderr).toMatch(/expected all tiles of strip, got 2/);
  const results = ["strip.tile1", "strip.tile2"].map((name) => at("out", name, "result.h5ad"));
  const joined = await cellscape([
    "cohort",
    "join",
    ...results,
    "--section",
    at("in/strip.h5ad"),
    "--out",
    at("refused"),
  ]);
  expect(joined.code).toBe(2);
  expect(joined.stderr).toMatch(/expected a tile for each cell/);
});
