import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readH5ad, readObs, readObsm } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { cellscape } from "./command.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-wants-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const quick = ["--domains", "3", "--method", "smooth", "--no-timings"];

async function run(name: string, args: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const outcome = await cellscape(["run", tissue, "--out", out, ...quick, ...args]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return out;
}

const csv = (out: string, name: string) =>
  readFileSync(join(out, "tables", `${name}.csv`), "utf8")
    .trimEnd()
    .split("\n");

beforeAll(async () => {
  const options = ["--cells", "240", "--genes", "30", "--domains", "3", "--seed", "4"];
  expect(await cellscape(["simulate", "--out", tissue, ...options])).toMatchObject({ code: 0 });
});

test("a plain run writes no tables and no report", async () => {
  const out = await run("plain", []);
  expect(readdirSync(out).sort()).toEqual(["domains.csv", "figures", "manifest.json", "result.h5ad"]);
});

test("wanted analyses, and only these, are written as tables and into the result", async () => {
  const out = await run("some", ["--want", "markers,spatial-genes"]);
  expect(readdirSync(join(out, "tables")).sort()).toEqual(["markers_domains.csv", "spatial_genes.csv"]);
  expect(csv(out, "markers_domains").length).toBe(1 + 3 * 30);
  expect(csv(out, "spatial_genes").length).toBe(1 + 30);
  const result = join(out, "result.h5ad");
  expect(await readEntry(result, "uns/rank_genes_groups/params/groupby")).toBe("cellscape_domain");
  // h5wasm gives a record as the list of its fields.
  const [best] = (await readEntry(result, "uns/rank_genes_groups/names")) as string[][];
  const [, first] = csv(out, "markers_domains");
  expect(first.split(",").slice(0, 3)).toEqual(["1", "1", best[0]]);
  expect((await readObs(await fileSource(result))).columns.has("cellscape_cell_type")).toBe(false);
  expect(existsSync(join(out, "report.html"))).toBe(false);
});

test("--report runs every analysis and writes one page that makes no network requests", async () => {
  const gmt = join(folder, "sets.gmt");
  const { genes } = await readH5ad(await fileSource(tissue));
  writeFileSync(gmt, `first\t\t${genes.slice(0, 8).join("\t")}\nrest\t\t${genes.slice(8).join("\t")}\n`);
  const out = await run("report", ["--report", "--gene-sets", gmt, "--cell-types", "cell_type", "--truth", "domain"]);
  expect(readdirSync(join(out, "tables")).sort()).toEqual(
    [
      ...["composition", "enrichment_cell_types", "enrichment_domains", "markers_cell_types", "markers_domains"],
      ...["neighborhoods_cell_types", "neighborhoods_domains", "domain_borders", "paga", "quality", "spatial_genes"],
      ...["co_occurrence_cell_types", "co_occurrence_domains", "scores_over_seeds"],
    ]
      .map((name) => `${name}.csv`)
      .sort(),
  );
  const page = readFileSync(join(out, "report.html"), "utf8");
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).not.toMatch(/(?:src|href)="https?:/);
  const result = await fileSource(join(out, "result.h5ad"));
  expect(await readObsm(result, "X_umap")).toMatchObject({ rows: 240, columns: 2 });
  expect([...(await readObs(result)).columns.keys()]).toContain("cellscape_cell_type");
  const shares = csv(out, "composition").slice(1);
  expect(shares.reduce((sum, line) => sum + Number(line.split(",")[2]), 0)).toBe(240);
});

test("cells outside a subset stay in the result, without a domain", async () => {
  const out = await run("subset", ["--subset", "domain=Layer 2", "--domains", "2"]);
  const { columns } = await readObs(await fileSource(join(out, "result.h5ad")));
  const [truth, found] = [columns.get("domain"), columns.get("cellscape_domain")];
  if (truth?.kind !== "category" || found?.kind !== "category") throw new Error("both columns are categories");
  const layer = truth.categories.indexOf("Layer 2");
  expect(Array.from(found.codes, (code) => code >= 0)).toEqual(Array.from(truth.codes, (code) => code === layer));
});

test("a wrong file or column for an analysis is refused before the work, with the way out", async () => {
  const refused = async (args: readonly string[]) => {
    const { code, stderr } = await cellscape(["run", tissue, "--out", join(folder, "none"), ...quick, ...args]);
    expect(code).toBe(2);
    expect(existsSync(join(folder, "none"))).toBe(false);
    return stderr.trimEnd().split("\n").at(-1);
  };
  expect(await refused(["--gene-sets", "nowhere.gmt"])).toContain("--gene-sets nowhere.gmt: no such file");
  expect(await refused(["--want", "enrichment"])).toContain("add --gene-sets FILE.gmt");
  expect(await refused(["--cell-types", "kind"])).toContain("expected leiden, louvain or a column of obs");
  expect(await refused(["--subset", "domain"])).toContain("--subset: expected column=value");
});
