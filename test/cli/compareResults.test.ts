import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BenchRecord } from "../../src/bench/record.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-compare-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]) => join(folder, ...names);
const [tissue, other] = [at("tissue.h5ad"), at("other.h5ad")];
const results = ["a", "b"].map((name) => at(name, "result.h5ad"));

beforeAll(async () => {
  await cellscape(["simulate", "--cells", "200", "--genes", "24", "--domains", "3", "--out", tissue]);
  await cellscape(["simulate", "--cells", "210", "--genes", "24", "--domains", "3", "--out", other]);
  for (const [name, method] of [
    ["a", "smooth"],
    ["b", "pca"],
  ]) {
    await cellscape(["run", tissue, "--method", method, "--domains", "3", "--out", at(name)]);
  }
});

const record = (out: string): BenchRecord => JSON.parse(readFileSync(at(out, "bench.json"), "utf8"));

test("results of the same cells are compared on the page of a benchmark, with the scores of cellscape score", async () => {
  const { code, stdout } = await cellscape(["compare", ...results, "--truth", "domain", "--out", at("both")]);
  expect(code).toBe(0);
  const { runs, reference, data } = record("both");
  expect(runs.map(({ method }) => method)).toEqual(["a", "b"]);
  expect(reference).toBe("a");
  expect(data[0]).toMatchObject({ cells: 200, domains: 3 });
  const scored = await cellscape(["score", results[1], "--truth", "domain", "--json"]);
  const [raw, refined] = JSON.parse(scored.stdout).rows;
  expect(runs[1].scores).toMatchObject({ raw: { nmi: raw.nmi, ari: raw.ari }, own: { nmi: refined.nmi } });
  expect(stdout).toContain(at("both", "bench.html"));
  const page = readFileSync(at("both", "bench.html"), "utf8");
  for (const part of ["reference", "domains", "nmi", "homogeneity", "table", "settings"]) {
    expect(page).toContain(`<section id="${part}">`);
  }
  expect(page).not.toContain('<section id="cost">');
  for (const file of ["summary.md", "summary.tex", "summary.csv", "runs.csv", "figures/domains-result.svg"]) {
    expect(existsSync(at("both", file)), file).toBe(true);
  }
});

test("several columns of one file are rows, and score writes the same page", async () => {
  const columns = ["--column", "cellscape_domain", "cell_type"];
  const { code } = await cellscape(["score", results[0], "--truth", "domain", ...columns, "--page", at("columns")]);
  expect(code).toBe(0);
  expect(record("columns").methods.map(({ name }) => name)).toEqual(["cellscape_domain", "cell_type"]);
});

test("other cells, columns and references are refused with what is there", async () => {
  const truth = ["--truth", "domain", "--out", at("refused")];
  const cells = await cellscape(["compare", results[0], other, ...truth]);
  expect(cells.stderr).toContain(`${other}: expected the 200 cells of ${results[0]} in their order, got 210 cells`);
  const column = await cellscape(["compare", results[0], ...truth, "--column", "nothing"]);
  expect(column.stderr).toContain("expected a column nothing in obs, got none; it has");
  const withoutRun = await cellscape(["compare", tissue, ...truth]);
  expect(withoutRun.code).toBe(2);
  expect(withoutRun.stderr).toMatch(/expected cellscape_domain in obs, got .*cell_type.*; compare .* with --column/);
  const reference = await cellscape(["compare", ...results, ...truth, "--reference", "c"]);
  expect(reference.stderr).toContain("--reference: expected one of a, b, got c");
  const label = await cellscape(["compare", ...results, "--truth", "nothing", "--out", at("refused")]);
  expect([cells, column, reference, label].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
});
