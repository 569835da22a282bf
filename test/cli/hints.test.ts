import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { CategoryColumn } from "../../src/data/table.ts";
import { readObs } from "../../src/io/anndata/h5ad.ts";
import { readUns } from "../../src/io/anndata/uns.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-hints-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const quick = ["--threads", "1", "--no-timings"];
const tissue = simulateTissue({ cells: 300, genes: 40, domains: 3, cellTypes: 3, signal: 2 }, createRandom(4));
const truth = tissue.obs.columns.get("domain") as CategoryColumn;

/** Some cells of layers, called otherwise, as lines of a table. */
function lines(each: number, layers: readonly number[]): string {
  const cells = layers.flatMap((k) => [...tissue.cells.keys()].filter((i) => truth.codes[i] === k).slice(0, each));
  return `cell,label\n${cells.map((i) => `${tissue.cells[i]},zone ${truth.codes[i]}\n`).join("")}`;
}

beforeAll(async () => {
  await writeDataset(fileTarget(at("tissue.h5ad")), tissue);
  writeFileSync(at("three.csv"), lines(4, [0, 1, 2]));
  writeFileSync(at("one.csv"), lines(4, [1]));
  await works(["run", at("tissue.h5ad"), "--method", "smooth", "--domains", "3", ...quick, "--out", at("plain")]);
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

async function columnsOf(name: string) {
  return (await readObs(await fileSource(at(`${name}/result.h5ad`)))).columns;
}

async function domainsOf(name: string): Promise<(string | undefined)[]> {
  const column = (await columnsOf(name)).get("cellscape_domain") as CategoryColumn;
  return Array.from(column.codes, (code) => column.categories[code]);
}

function expectHonoured(names: readonly (string | undefined)[], file: string): void {
  for (const line of readFileSync(at(file), "utf8").trim().split("\n").slice(1)) {
    const [cell, label] = line.split(",");
    expect(names[tissue.cells.indexOf(cell)], cell).toBe(label);
  }
}

test("a result gets the labels of a table as names of its domains, without training, and cells to label next", async () => {
  await works(["analyze", at("plain/result.h5ad"), "--hints", at("three.csv"), ...quick, "--out", at("hinted")]);
  const names = await domainsOf("hinted");
  expectHonoured(names, "three.csv");
  expect(new Set(names)).toEqual(new Set(["zone 0", "zone 1", "zone 2"]));
  const columns = await columnsOf("hinted");
  const hint = columns.get("cellscape_hint") as CategoryColumn;
  expect(hint.codes.filter((code) => code >= 0)).toHaveLength(12);
  const next = readFileSync(at("hinted/tables/label_next.csv"), "utf8").trim().split("\n");
  expect(next[0]).toBe("cell,label,domain,rival,dispute,x,y");
  expect(next).toHaveLength(21);
  const rank = columns.get("cellscape_label_next");
  expect(rank?.kind === "number" && rank.values[tissue.cells.indexOf(next[1].split(",")[0])]).toBe(1);
  const source = await fileSource(at("hinted/result.h5ad"));
  expect(await readUns(source, "cellscape_analysis/hints/labels")).toEqual(["zone 0", "zone 1", "zone 2"]);
  const csv = readFileSync(at("hinted/domains.csv"), "utf8").split("\n");
  expect(csv[1].split(",")[3]).toBe(names[0]);
});

test("a run with a table gives the domains of its result with the same table", async () => {
  await works([
    "run",
    at("tissue.h5ad"),
    "--method",
    "smooth",
    "--domains",
    "3",
    "--hints",
    at("three.csv"),
    ...quick,
    "--out",
    at("run"),
  ]);
  const names = await domainsOf("run");
  expectHonoured(names, "three.csv");
  expect(names).toEqual(await domainsOf("hinted"));
});

test("domains without a label keep numbers, as many as K counts", async () => {
  const args = ["--hints", at("one.csv"), "--domains", "4", "--label-next", "0", ...quick, "--out", at("four")];
  await works(["analyze", at("plain/result.h5ad"), ...args]);
  expect([...new Set(await domainsOf("four"))].sort()).toEqual(["1", "2", "3", "zone 1"]);
  expect((await columnsOf("four")).has("cellscape_label_next")).toBe(false);
});

test("a column of obs with gaps labels as a table does, and the report says so", async () => {
  const args = [
    "--hints-column",
    "cellscape_hint",
    "--report",
    "--want",
    "composition",
    ...quick,
    "--out",
    at("column"),
  ];
  await works(["analyze", at("hinted/result.h5ad"), ...args]);
  expectHonoured(await domainsOf("column"), "three.csv");
  expect(readFileSync(at("column/report.html"), "utf8")).toContain(
    "agree with 12 labelled cells (zone 0, zone 1, zone 2)",
  );
});

test("cells are suggested without any label where some are wanted", async () => {
  await works(["analyze", at("plain/result.h5ad"), "--label-next", "5", ...quick, "--out", at("next")]);
  expect(readFileSync(at("next/tables/label_next.csv"), "utf8").trim().split("\n")).toHaveLength(6);
  expect(await domainsOf("next")).toEqual(await domainsOf("plain"));
});

test.each([
  [
    ["--domains", "2", "--hints", "three.csv"],
    "--domains 2: expected at most 2 labels in the hints, got 3 (zone 0, zone 1, zone 2)",
  ],
  [["--domains", "2"], "--domains: expected labels of some cells with it, got none"],
  [["--hints", "absent.csv"], "--hints"],
  [["--hints-column", "layer"], "--hints-column: expected a column of obs"],
])("analyze with %j is refused before the work", async (args, words) => {
  const given = args.map((arg) => (arg.endsWith(".csv") ? at(arg) : arg));
  const { code, stderr } = await cellscape(["analyze", at("plain/result.h5ad"), ...given, ...quick, "--out", at("no")]);
  expect(code).not.toBe(0);
  expect(stderr).toContain(words);
});
