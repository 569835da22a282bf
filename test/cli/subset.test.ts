import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { labelAt } from "../../src/data/labels.ts";
import { entryPaths } from "../../src/io/anndata/entryPaths.ts";
import { readObs } from "../../src/io/anndata/h5ad.ts";
import { readUns } from "../../src/io/anndata/uns.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-subset-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const settings = ["--method", "smooth", "--no-timings", "--threads", "1"];

beforeAll(async () => {
  const tissue = simulateTissue({ cells: 240, genes: 40, domains: 3, cellTypes: 3, signal: 3 }, createRandom(4));
  await writeDataset(fileTarget(at("tissue.h5ad")), tissue);
  await works([
    "run",
    at("tissue.h5ad"),
    "--domains",
    "3",
    "--want",
    "markers,umap",
    ...settings,
    "--out",
    at("parent"),
  ]);
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
}

test("the domains of a subset get a column of their own beside those of the whole, with all that belongs to them", async () => {
  const [before, subset] = [at("parent/result.h5ad"), ["--subset", "cellscape_domain=1,2", "--key", "inner"]];
  await works([
    "run",
    before,
    "--domains",
    "2",
    ...subset,
    "--want",
    "markers,umap",
    ...settings,
    "--out",
    at("inner"),
  ]);
  const [parent, both] = [await fileSource(before), await fileSource(at("inner/result.h5ad"))];
  const [was, is] = [(await readObs(parent)).columns, (await readObs(both)).columns];
  for (const [name, column] of was) expect(is.get(name), name).toEqual(column);
  for (const entry of ["cellscape", "cellscape_domain_colors", "rank_genes_groups", "umap"]) {
    expect(await readUns(both, entry), entry).toEqual(await readUns(parent, entry));
  }
  const [whole, inner] = [is.get("cellscape_domain"), is.get("inner")];
  if (!whole || !inner) throw new Error("expected both columns");
  for (let i = 0; i < 240; i++) expect(labelAt(inner, i) !== undefined).toBe(labelAt(whole, i) !== "3");
  expect(await readUns(both, "inner/options/key")).toBe("inner");
  const paths = await entryPaths(both);
  for (const path of ["obs/inner_raw", "obsm/X_inner_spatial", "obsm/X_inner_umap", "uns/inner_rank_genes_groups"]) {
    expect([...paths.keys()]).toContain(path);
  }
  expect(await readUns(both, "inner_rank_genes_groups/params/groupby")).toBe("inner");
});

test("the domains of the subset are analysed by their column, without training and with equal tables", async () => {
  const [result, out] = [at("inner/result.h5ad"), at("analysed")];
  await works(["analyze", result, "--column", "inner", "--want", "markers", ...settings.slice(2), "--out", out]);
  const table = (name: string) => readFileSync(at(`${name}/tables/markers_domains.csv`), "utf8");
  expect(table("analysed")).toBe(table("inner"));
});

test("a key that is a column of the input is refused", async () => {
  const { code, stderr } = await cellscape([
    ...["run", at("tissue.h5ad"), "--domains", "2", "--key", "domain", ...settings, "--out", at("refused")],
  ]);
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--key domain: expected a new name"),
  });
});
