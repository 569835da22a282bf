import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { cellscape } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-samples-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const rowsOf = (name: string) =>
  text(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
const apply = (out: string, args: readonly string[], model = "run/model.cellscape") =>
  cellscape(["apply", at(model), ...args, "--out", at(out), "--no-timings", "--no-figures", "--threads", "1"]);
const [a, b, broken, others] = ["a.h5ad", "b.h5ad", "broken.h5ad", "others.h5ad"].map(at);

beforeAll(async () => {
  for (const [path, seed] of [
    [a, 4],
    [b, 5],
  ] as const) {
    const tissue = simulateTissue({ cells: 240, genes: 40, domains: 3, signal: 3 }, createRandom(seed));
    await writeDataset(fileTarget(path), tissue);
    const genes = tissue.genes.map((gene) => gene.toUpperCase());
    if (seed === 5) await writeDataset(fileTarget(others), { ...tissue, genes });
  }
  writeFileSync(broken, "no tissue");
  const settings = ["--domains", "3", "--epochs", "6", "--threads", "1", "--save-model", "--no-figures"];
  const { code, stderr } = await cellscape(["run", a, "--out", at("run"), ...settings]);
  expect(code, stderr).toBe(0);
});

test("samples that cannot be analysed leave the others done, and table, text and exit code tell which", async () => {
  const { code, stdout, stderr } = await apply("some", [broken, b, others, a]);
  expect(code).toBe(2);
  expect(stderr).toContain("sample broken failed:");
  expect(stdout).toContain("2 of 4 samples failed: broken, others");
  const [header, ...rows] = rowsOf("some/status.csv");
  expect(header.slice(0, 4)).toEqual(["sample", "file", "folder", "status"]);
  expect(rows.map(([sample, file, , status]) => [sample, file, status])).toEqual([
    ["a", "a.h5ad", "done"],
    ["b", "b.h5ad", "done"],
    ["broken", "broken.h5ad", "failed"],
    ["others", "others.h5ad", "failed"],
  ]);
  expect(rows.map((row) => row[header.indexOf("error")])).toEqual(["", "", "unsupported", "bad-data"]);
  expect(existsSync(at("some/broken"))).toBe(false);
});

test("domains.csv of all samples holds the lines of each, with the sample last", async () => {
  const [header, ...rows] = rowsOf("some/domains.csv");
  expect(header.at(-1)).toBe("sample");
  const own = ["a", "b"].flatMap((sample) =>
    rowsOf(`some/${sample}/domains.csv`)
      .slice(1)
      .map((row) => [...row, sample]),
  );
  expect(rows).toEqual(own);
});

test("neither the order of samples nor the folders of model and results change a byte", async () => {
  mkdirSync(at("elsewhere"));
  cpSync(at("run/model.cellscape"), at("elsewhere/model.cellscape"));
  const { code, stderr } = await apply("elsewhere/out", [a, b], "elsewhere/model.cellscape");
  expect(code, stderr).toBe(0);
  for (const file of ["domains.csv", "a/result.h5ad", "b/result.h5ad", "b/domains.csv"]) {
    expect(readFileSync(at(`elsewhere/out/${file}`)).equals(readFileSync(at(`some/${file}`))), file).toBe(true);
  }
  expect(JSON.parse(text("some/a/manifest.json"))).toMatchObject({
    model: "model.cellscape",
    model_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("a sheet names the samples, and its attributes stand in the table", async () => {
  writeFileSync(at("sheet.csv"), "path,sample,condition\nb.h5ad,second,ill\na.h5ad,first,well\n");
  const { code, stderr } = await apply("sheet", ["--samples", at("sheet.csv")]);
  expect(code, stderr).toBe(0);
  const [header, ...rows] = rowsOf("sheet/status.csv");
  expect(rows.map((row) => [row[0], row[header.indexOf("condition")]])).toEqual([
    ["first", "well"],
    ["second", "ill"],
  ]);
  expect(existsSync(at("sheet/second/result.h5ad"))).toBe(true);
});

test("files and a sheet together, or neither, are refused", async () => {
  for (const args of [[], [a, "--samples", at("sheet.csv")]]) {
    const { code, stderr } = await apply("none", args);
    expect([code, stderr]).toEqual([2, expect.stringContaining("expected files or a sheet of samples")]);
  }
});

test("cells out of --subset or below --min-counts have no domain", async () => {
  const [, ...all] = rowsOf("some/a/domains.csv");
  const subset = await apply("subset", [a, "--subset", "domain=Layer 1"]);
  expect(subset.code, subset.stderr).toBe(0);
  const labelled = (name: string) =>
    rowsOf(name)
      .slice(1)
      .filter((row) => row[3] !== "").length;
  expect(all.every((row) => row[3] !== "")).toBe(true);
  expect(labelled("subset/domains.csv")).toBeGreaterThan(20);
  expect(labelled("subset/domains.csv")).toBeLessThan(200);
  const few = await apply("few", [a, "--min-counts", "1000000"]);
  expect([few.code, few.stderr]).toEqual([2, expect.stringContaining("at least 3 cells with counts, got 0")]);
});

test("samples that need more memory end with its exit code, so that an engine starts again with more", async () => {
  const { code } = await apply("small", [a, broken, "--memory", "20MB"]);
  expect(code).toBe(3);
  expect(rowsOf("small/status.csv").map((row) => row[3])).toEqual(["status", "failed", "failed"]);
  expect(existsSync(at("small/domains.csv"))).toBe(false);
});
