import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryPaths } from "../../src/io/anndata/entryPaths.ts";
import { readObsm } from "../../src/io/anndata/h5ad.ts";
import { writeResult } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { cellscape } from "./command.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-own-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cells = 240;
const input = join(folder, "input.h5ad");
/** As scanpy and the user's own work left them. */
const theirs = {
  obsm: { X_umap: { rows: cells, columns: 2, values: new Float32Array(2 * cells).fill(7) } },
  uns: { moranI: "theirs", paga: "theirs", neighbors: { connectivities_key: "connectivities" } },
};
const settings = ["--domains", "3", "--method", "smooth", "--no-timings", "--want", "umap,paga,spatial-genes"];

beforeAll(async () => {
  const plain = join(folder, "plain.h5ad");
  const options = ["--cells", `${cells}`, "--genes", "30", "--domains", "3", "--seed", "4"];
  expect(await cellscape(["simulate", "--out", plain, ...options])).toMatchObject({ code: 0 });
  await writeResult(await fileSource(plain), fileTarget(input), theirs);
});

async function run(name: string, ...more: readonly string[]) {
  return runOn(input, name, ...more);
}

async function runOn(from: string, name: string, ...more: readonly string[]) {
  const out = join(folder, name);
  const outcome = await cellscape(["run", from, "--out", out, ...settings, ...more]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  const { notes } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  const result = join(out, "result.h5ad");
  return { result, notes: notes as string[], paths: [...(await entryPaths(await fileSource(result))).keys()] };
}

const umapOf = async (path: string, key: string) => (await readObsm(await fileSource(path), key)).values;

test("entries of the input that have scanpy's names are kept, and the run says what its own are called", async () => {
  const { result, notes, paths } = await run("kept");
  expect(new Set(await umapOf(result, "X_umap"))).toEqual(new Set([7]));
  expect(new Set(await umapOf(result, "X_cellscape_umap")).size).toBeGreaterThan(cells);
  expect(await readEntry(result, "uns/moranI")).toBe("theirs");
  for (const path of ["uns/cellscape_moranI", "uns/cellscape_paga", "uns/cellscape_umap", "uns/cellscape_neighbors"])
    expect(paths).toContain(path);
  // The matrices are named by the entry of the neighbours, so they go with it although their names were free.
  const matrices = paths.filter((path) => path.startsWith("obsp/"));
  expect(matrices).toContain("obsp/cellscape_connectivities");
  expect(matrices).not.toContain("obsp/connectivities");
  expect(await readEntry(result, "uns/cellscape_neighbors/connectivities_key")).toBe("cellscape_connectivities");
  expect(notes.join("\n")).toMatch(/which are kept; those of this run are .*obsm\/X_cellscape_umap in place of X_umap/);
});

test("--replace puts those of the run in their place", async () => {
  const { result, notes, paths } = await run("replaced", "--replace");
  expect(new Set(await umapOf(result, "X_umap")).size).toBeGreaterThan(cells);
  expect(paths.filter((path) => /cellscape_(umap|paga|moranI|neighbors)/.test(path))).toEqual([]);
  expect(notes.join("\n")).not.toContain("which are kept");
});

test("a second run on a result replaces what describes the domains and embeddings of the first, and keeps what the user computed since", async () => {
  const plain = join(folder, "plain.h5ad");
  const first = await runOn(plain, "first", "--want", "markers,umap,paga");
  const edited = join(folder, "edited.h5ad");
  const layout = { rows: cells, columns: 2, values: new Float32Array(2 * cells).fill(5) };
  await writeResult(await fileSource(first.result), fileTarget(edited), {
    obsm: { X_umap: layout },
    uns: { umap: { params: { a: 1, b: 1 } } },
  });
  const again = await runOn(edited, "again", "--domains", "2", "--want", "markers,umap,paga");
  expect(await readEntry(again.result, "uns/paga/connectivities/indptr")).toHaveLength(3);
  expect(again.paths).not.toContain("uns/cellscape_paga");
  expect(again.paths).not.toContain("uns/cellscape_rank_genes_groups");
  expect(again.paths).not.toContain("obsp/cellscape_connectivities");
  expect(new Set(await umapOf(again.result, "X_umap"))).toEqual(new Set([5]));
  expect(again.paths).toContain("obsm/X_cellscape_umap");
  const untouched = await runOn(first.result, "untouched", "--domains", "2", "--want", "markers,umap,paga");
  expect(untouched.paths.filter((path) => /cellscape_(umap|paga|rank|neighbors)/.test(path))).toEqual([]);
  expect(untouched.notes.join("\n")).not.toContain("which are kept");
});
