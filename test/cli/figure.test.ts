import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-figure-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const result = at("run/result.h5ad");
let genes: readonly string[];

beforeAll(async () => {
  const tissue = simulateTissue({ cells: 240, genes: 40, domains: 3, cellTypes: 3, signal: 3 }, createRandom(4));
  genes = tissue.genes;
  await writeDataset(fileTarget(at("tissue.h5ad")), tissue);
  const settings = ["--domains", "3", "--epochs", "6", "--threads", "1", "--report", "--png", "none"];
  await works(["run", at("tissue.h5ad"), ...settings, "--out", at("run")]);
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

/** Draw into a folder of the name. */
const draw = (name: string, ...args: readonly string[]) =>
  works(["figure", result, ...args, "--threads", "1", "--out", at(name)]);
async function refused(...args: readonly string[]) {
  const { code, stderr } = await cellscape(["figure", result, ...args, "--threads", "1", "--out", at("refused")]);
  expect(code).toBe(2);
  return stderr;
}

test("every figure of a report is one that the list names", async () => {
  const { stdout } = await works(["figure", result, "--list"]);
  const listed = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  const drawn = readdirSync(at("run/figures")).map((name) => name.replace(/\.(svg|png)$/, ""));
  const isListed = (name: string) =>
    listed.some((each) => each === name || (each.endsWith("*") && name.startsWith(each.slice(0, -1))));
  expect(drawn.filter((name) => !isListed(name))).toEqual([]);
});

test("a figure without options is that of the run", async () => {
  await draw("same", "domains", "composition", "volcano_domain_2", "--format", "svg");
  for (const name of readdirSync(at("same")))
    expect(text(`same/${name}`) === text(`run/figures/${name}`), name).toBe(true);
  expect(readdirSync(at("same")).sort()).toEqual(["composition.svg", "domains.svg", "volcano_domain_2.svg"]);
});

test("a width holds for every kind of file, at the resolution that is given", async () => {
  await draw("sized", "domains", "--format", "svg,png,pdf", "--width", "90mm", "--dpi", "150");
  expect(text("sized/domains.svg")).toMatch(/^<svg[^>]* width="90mm"/);
  const png = readFileSync(at("sized/domains.png"));
  expect(png.readUInt32BE(16)).toBe(Math.round((90 / 25.4) * 150));
  const density = png.indexOf("pHYs");
  expect(png.readUInt32BE(density + 4)).toBe(Math.round(150 / 0.0254));
  const pdf = readFileSync(at("sized/domains.pdf"), "latin1");
  expect(pdf.startsWith("%PDF-1.")).toBe(true);
  const [, width] = /MediaBox \[0 0 ([\d.]+)/.exec(pdf) ?? [];
  expect(Number(width)).toBeCloseTo((90 / 25.4) * 72, 1);
});

test("chosen genes are shown in maps and in a dot plot of all domains, by the names of the table", async () => {
  writeFileSync(at("names.csv"), "domain,name,colour\n1,Inner,#123456\n");
  const chosen = ["--genes", `${genes[3]},${genes[7].toLowerCase()}`, "--names", at("names.csv")];
  await draw("genes", "genes", "dotplot", "domains", ...chosen, "--format", "svg");
  for (const gene of [genes[3], genes[7]]) {
    expect(text("genes/genes.svg")).toContain(`>${gene}<`);
    expect(text("genes/dotplot.svg")).toContain(`>${gene}<`);
  }
  for (const group of ["Inner", "Domain 2", "Domain 3"]) expect(text("genes/dotplot.svg")).toContain(`>${group}<`);
  expect(text("genes/domains.svg")).toContain("#123456");
});

test("a column of obs is a map of groups or of numbers, with the title that is wanted", async () => {
  await draw("columns", "obs/cell_type", "obs/cellscape_confidence", "--title", "Mine", "--format", "svg");
  expect(readdirSync(at("columns")).sort()).toEqual(["obs_cell_type.svg", "obs_cellscape_confidence.svg"]);
  expect(text("columns/obs_cell_type.svg")).toContain(">Mine<");
});

test("maps are cropped, turned and mirrored without changing what is computed", async () => {
  const size = (name: string) => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(text(name)) ?? [];
    return [Number(width), Number(height)];
  };
  const plain = ["domains", "--title", "none", "--format", "svg"];
  await draw("plain", ...plain);
  await draw("turned", ...plain, "--rotate", "90");
  await draw("mirrored", ...plain, "--flip", "x");
  await draw("cropped", ...plain, "--crop", "-1e9,-1e9,1e9,1e9");
  expect(size("mirrored/domains.svg")).toEqual(size("plain/domains.svg"));
  expect(text("mirrored/domains.svg")).not.toBe(text("plain/domains.svg"));
  expect(text("turned/domains.svg")).not.toBe(text("plain/domains.svg"));
  expect(text("cropped/domains.svg")).toBe(text("plain/domains.svg"));
  expect(await refused("domains", "--crop", "1e8,1e8,1e9,1e9")).toContain("expected a box with cells in it");
});

test("two groups of cells are contrasted in a figure, and in the analyses of a result", async () => {
  const groups = ["--contrast", "1:2", "--contrast", "cell_type=Type 1,Type 2:Type 3"];
  await draw("contrast", "contrast_1_2", "contrast_cell_type_Type_1_Type_2_Type_3", ...groups, "--format", "svg");
  expect(text("contrast/contrast_1_2.svg")).toContain(">Domain 1 against Domain 2<");
  await works(["analyze", result, "--contrast", "1:2", "--threads", "1", "--out", at("contrasted")]);
  const [header, first] = text("contrasted/tables/contrast_genes.csv").split("\n");
  expect(header).toMatch(/log2_fold_change.*p_value_cells/);
  expect(first).toMatch(/^1:2,Domain 1,Domain 2,/);
  expect(readdirSync(at("contrasted/figures"))).toContain("contrast_1_2.svg");
  expect(await refused("contrast_1_2", "--contrast", "layer=A:B")).toContain("--contrast: expected a column of obs");
});

test("a figure that there is not is refused with the nearest, and so are genes", async () => {
  expect(await refused("compositon")).toContain("did you mean composition?");
  expect(await refused("volcano_domain_9")).toContain("expected volcano_domain_1, volcano_domain_2");
  expect(await refused("genes")).toContain("add --genes A,B");
  expect(await refused("genes", "--genes", "Nope")).toContain("expected genes of the file, got Nope");
  expect(await refused("obs/nothing")).toContain("expected a column of obs");
  expect(await refused()).toContain("--list shows them");
  expect(existsSync(at("refused"))).toBe(false);
});
