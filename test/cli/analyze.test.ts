import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { readObs, readObsm } from "../../src/io/anndata/h5ad.ts";
import { readUns } from "../../src/io/anndata/uns.ts";
import { writeDataset, writeResult } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-analyze-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const names = (name: string) => readdirSync(at(name)).sort();
const quick = ["--threads", "1", "--no-timings"];
const trained = ["--domains", "3", "--seeds", "2", "--epochs", "6", ...quick];

beforeAll(async () => {
  const tissue = simulateTissue({ cells: 240, genes: 40, domains: 3, cellTypes: 3, signal: 3 }, createRandom(4));
  await writeDataset(fileTarget(at("tissue.h5ad")), tissue);
  await works(["run", at("tissue.h5ad"), ...trained, "--out", at("plain")]);
  await works(["run", at("tissue.h5ad"), ...trained, "--report", "--out", at("full")]);
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

/** A copy of a result whose domains are called otherwise, as scanpy's rename_categories leaves it. */
async function renamed(from: string, to: string, categories: readonly string[]): Promise<string> {
  const source = await fileSource(at(from));
  const column = (await readObs(source)).columns.get("cellscape_domain");
  if (column?.kind !== "category") throw new Error("expected categories");
  await writeResult(source, fileTarget(at(to)), { obs: { cellscape_domain: { ...column, categories } } });
  return at(to);
}

test("a report of the result of a plain run has the tables and figures of a run with a report, byte by byte", async () => {
  await works(["analyze", at("plain/result.h5ad"), "--report", ...quick, "--out", at("analysed")]);
  expect(names("analysed/tables")).toEqual(names("full/tables"));
  for (const name of names("full/tables"))
    expect(text(`analysed/tables/${name}`), name).toBe(text(`full/tables/${name}`));
  expect(names("analysed/figures")).toEqual(names("full/figures"));
  // Kinds of partition come from all seeds in a run, and a result holds the embedding of one.
  const svgs = names("full/figures").filter((each) => each.endsWith(".svg") && each !== "alternatives.svg");
  for (const name of svgs) {
    expect(text(`analysed/figures/${name}`) === text(`full/figures/${name}`), name).toBe(true);
  }
  expect(text("analysed/domains.csv")).toBe(text("full/domains.csv"));
});

test("one analysis makes its table alone, in the folder analysis beside the result by default", async () => {
  await works(["analyze", at("plain/result.h5ad"), "--want", "paga", ...quick]);
  expect(names("plain/analysis/tables")).toEqual(["paga.csv"]);
  expect(text("plain/analysis/tables/paga.csv")).toBe(text("full/tables/paga.csv"));
  expect(existsSync(at("plain/analysis/report.html"))).toBe(false);
});

test("the record of the run stays in the result, and that of the analysis stands beside it", async () => {
  await works(["analyze", at("plain/result.h5ad"), "--want", "markers", ...quick, "--out", at("recorded")]);
  const [before, after] = [await fileSource(at("plain/result.h5ad")), await fileSource(at("recorded/result.h5ad"))];
  expect(await readUns(after, "cellscape")).toEqual(await readUns(before, "cellscape"));
  expect(await readUns(after, "cellscape_analysis/options/want")).toEqual(["markers"]);
  expect(JSON.parse(text("recorded/manifest.json"))).toMatchObject({ job: "analyze", complete: true, stopped: false });
  expect((await readObs(after)).columns.get("cellscape_domain")).toEqual(
    (await readObs(before)).columns.get("cellscape_domain"),
  );
});

test("domains that were renamed keep their numbers under their new names", async () => {
  const result = await renamed("plain/result.h5ad", "renamed.h5ad", ["Inner", "Middle", "Outer"]);
  await works(["analyze", result, "--want", "composition", ...quick, "--out", at("named")]);
  const rows = (csv: string) => csv.trim().split("\n");
  const [before, after] = [rows(text("full/tables/composition.csv")), rows(text("named/tables/composition.csv"))];
  expect(after.map((row) => row.replace("Inner", "1").replace("Middle", "2").replace("Outer", "3"))).toEqual(before);
  expect(text("named/figures/composition.svg")).toContain(">Inner<");
});

test("domains of another column are analysed, and the report says that they are not those of the run", async () => {
  await works([
    ...["analyze", at("plain/result.h5ad"), "--column", "domain", "--report", "--want", "paga", ...quick],
    ...["--out", at("other")],
  ]);
  expect(text("other/report.html")).toContain("not those of the run");
  expect(names("other/tables")).toEqual(["paga.csv"]);
});

test.each([
  ["a file without a result", "tissue.h5ad", [], "without it; find domains with cellscape run first"],
  ["a column that is not there", "plain/result.h5ad", ["--column", "layer"], "expected layer in obs"],
  ["an unknown analysis", "plain/result.h5ad", ["--want", "nothing"], "--want"],
  ["the folder of the result", "plain/result.h5ad", ["--out", "plain"], "choose another --out"],
])("%s is refused with what to do", async (_, result, args, message) => {
  const placed = args.map((each) => (each === "plain" ? at(each) : each));
  const { code, stderr } = await cellscape(["analyze", at(result), "--want", "paga", ...placed]);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

test("names, colours and order of a table reach tables, figures and result.h5ad as scanpy keeps them", async () => {
  writeFileSync(at("names.csv"), "domain,name,colour,order\n1,L2/3,#AA0000,3\n2,L5,,1\n3,WM,#0000bb,2\n");
  await works([
    ...["analyze", at("plain/result.h5ad"), "--names", at("names.csv"), "--want", "composition", ...quick],
    ...["--out", at("tabled")],
  ]);
  const source = await fileSource(at("tabled/result.h5ad"));
  const column = (await readObs(source)).columns.get("cellscape_domain");
  expect(column).toMatchObject({ kind: "category", categories: ["L5", "WM", "L2/3"] });
  const colors = await readUns(source, "cellscape_domain_colors");
  const before = (await readUns(await fileSource(at("plain/result.h5ad")), "cellscape_domain_colors")) as string[];
  expect(colors).toEqual([before[1], "#0000bb", "#aa0000"]);
  const rows = text("tabled/domains.csv").trim().split("\n").slice(1);
  const plain = text("plain/domains.csv").trim().split("\n").slice(1);
  const nameOf: Record<string, string> = { 1: "L2/3", 2: "L5", 3: "WM" };
  expect(rows.map((row) => row.split(",")[3])).toEqual(plain.map((row) => nameOf[row.split(",")[3]]));
});

test("a run with the same table writes the same names, and no other number", async () => {
  await works(["run", at("tissue.h5ad"), ...trained, "--names", at("names.csv"), "--out", at("namedRun")]);
  expect(text("namedRun/domains.csv")).toBe(text("tabled/domains.csv"));
  await works(["analyze", at("namedRun/result.h5ad"), "--want", "composition", ...quick, "--out", at("again")]);
  expect(text("again/tables/composition.csv")).toBe(text("tabled/tables/composition.csv"));
  expect(text("again/figures/domains.svg")).toBe(text("namedRun/figures/domains.svg"));
});

test.each([
  ["a domain that is not there", "domain,name\n9,L1\n", "got 9"],
  ["a name of two domains", "domain,name\n1,L1\n2,L1\n", "L1 for two domains"],
  ["a name that another domain has", "domain,name\n1,2\n", "2 for two domains"],
  ["a domain twice", "domain,name\n1,L1\n1,L2\n", "1 twice"],
  ["a colour that is none", "domain,colour\n1,reddish\n", "got reddish"],
  ["an order that is no number", "domain,order\n1,first\n", "got first"],
  ["an unknown column", "domain,label\n1,L1\n", "got label"],
  ["no column of domains", "name\nL1\n", "expected a column domain"],
])("a table of names with %s is refused", async (_, table, message) => {
  writeFileSync(at("bad.csv"), table);
  const names = ["--names", at("bad.csv")];
  const analysed = await cellscape(["analyze", at("plain/result.h5ad"), ...names, ...quick, "--out", at("bad")]);
  expect(analysed).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

test("a run refuses names of domains that it will not have before it begins", async () => {
  writeFileSync(at("bad.csv"), "domain,name\n9,L1\n");
  const { code, stderr } = await cellscape([
    ...["run", at("tissue.h5ad"), ...trained, "--names", at("bad.csv"), "--out", at("bad")],
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain("expected domains from 1 to 3 (--domains), got 9");
  expect(stderr).not.toContain("Train");
});

test("domains are ordered by their distance in the tissue from a named one, with their numbers", async () => {
  await works([
    ...["analyze", at("plain/result.h5ad"), "--order", "depth:3", "--want", "paga", ...quick, "--out", at("depth")],
  ]);
  const column = (await readObs(await fileSource(at("depth/result.h5ad")))).columns.get("cellscape_domain");
  expect(column?.kind === "category" && column.categories[0]).toBe("3");
  expect(text("depth/domains.csv")).toBe(text("plain/domains.csv"));
});

test("the UMAPs that a result holds are drawn as they are, whatever its domains are called now", async () => {
  const again = async (result: string, out: string, ...more: readonly string[]) => {
    await works(["analyze", result, "--want", "umap", ...more, ...quick, "--out", at(out)]);
    return text(`${out}/figures/umap_spatial.svg`);
  };
  expect((await again(at("full/result.h5ad"), "umap")) === (await again(at("plain/result.h5ad"), "umapAnew"))).toBe(
    true,
  );
  const source = await fileSource(at("full/result.h5ad"));
  const layout = await readObsm(source, "X_umap");
  const moved = { ...layout, values: layout.values.map((value, at) => (at === 0 ? 3 * value + 1 : value)) };
  await writeResult(source, fileTarget(at("moved.h5ad")), { obsm: { X_umap: moved } });
  expect((await again(at("moved.h5ad"), "umapMoved")) === text("umap/figures/umap_spatial.svg")).toBe(false);
});

test("a report of a result that holds all analyses has the tables and figures of its run, byte by byte", async () => {
  await works(["analyze", at("full/result.h5ad"), "--report", ...quick, "--out", at("again")]);
  for (const name of names("full/tables")) expect(text(`again/tables/${name}`), name).toBe(text(`full/tables/${name}`));
  const drawn = names("full/figures").filter((each) => each.endsWith(".svg"));
  for (const name of drawn) expect(text(`again/figures/${name}`) === text(`full/figures/${name}`), name).toBe(true);
});

test("of a result that holds co-occurrence, enrichment and types, those of changed domains are computed anew", async () => {
  const tables = ["co_occurrence_domains.csv", "neighborhoods_domains.csv", "co_occurrence_cell_types.csv"];
  for (const from of ["plain", "full"]) {
    const source = await fileSource(at(`${from}/result.h5ad`));
    const column = (await readObs(source)).columns.get("cellscape_domain");
    if (column?.kind !== "category") throw new Error("expected categories");
    const codes = column.codes.map((code, i) => (i < 20 ? (code + 1) % 3 : code));
    await writeResult(source, fileTarget(at(`${from}-moved.h5ad`)), {
      obs: { cellscape_domain: { ...column, codes } },
    });
    const wanted = ["--want", "co-occurrence,neighborhoods", ...quick, "--out", at(`${from}-moved`)];
    await works(["analyze", at(`${from}-moved.h5ad`), ...wanted]);
  }
  expect(names("full-moved/tables")).toEqual(expect.arrayContaining(tables));
  for (const name of tables) expect(text(`full-moved/tables/${name}`), name).toBe(text(`plain-moved/tables/${name}`));
  const domains = "tables/co_occurrence_domains.csv";
  expect(text(`full-moved/${domains}`) === text(`full/${domains}`)).toBe(false);
});

test("cell types that were edited since are clustered again", async () => {
  const source = await fileSource(at("full/result.h5ad"));
  const column = (await readObs(source)).columns.get("cellscape_cell_type");
  if (column?.kind !== "category") throw new Error("expected categories");
  const codes = column.codes.map(() => 0);
  await writeResult(source, fileTarget(at("types.h5ad")), { obs: { cellscape_cell_type: { ...column, codes } } });
  await works(["analyze", at("types.h5ad"), "--want", "cell-types", ...quick, "--out", at("types")]);
  expect(names("types/tables").length).toBeGreaterThan(0);
  for (const name of names("types/tables"))
    expect(text(`types/tables/${name}`), name).toBe(text(`full/tables/${name}`));
});

test("a contrast of a domain that the result lacks is refused with its domains, before anything is written", async () => {
  const args = ["analyze", at("plain/result.h5ad"), "--contrast", "1:2", "--contrast", "3:9", "--out", at("absent")];
  const { code, stderr } = await cellscape(args);
  expect({ code, last: stderr.trim().split("\n").at(-1) }).toEqual({
    code: 2,
    last: "cellscape: --contrast 3:9: expected two groups A:B of domains (1, 2, 3), got 9",
  });
  expect(existsSync(at("absent/result.h5ad"))).toBe(false);
});
