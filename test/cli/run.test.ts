import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CategoryColumn, NumberColumn } from "../../src/data/table.ts";
import { readH5ad, readObs, readObsm } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { type CommandOptions, cellscape, type Outcome } from "./command.ts";
import { readEntry, smallTissue, writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const quick = ["--domains", "4", "--variant", "spatial-only", "--epochs", "5", "--no-timings"];

/** Run into a folder of that name, expecting success. */
async function run(
  name: string,
  args: readonly string[],
  input = tissue,
  options: CommandOptions = {},
): Promise<{ out: string } & Outcome> {
  const out = join(folder, name);
  const outcome = await cellscape(["run", input, "--out", out, ...args], options);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return { out, ...outcome };
}

const bytes = (out: string, name: string) => readFileSync(join(out, name));
const rows = (out: string) =>
  bytes(out, "domains.csv")
    .toString()
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
const labels = (out: string) => Int32Array.from(rows(out), (row) => Number(row[3]));
const manifest = (out: string) => JSON.parse(bytes(out, "manifest.json").toString());

let first: { out: string } & Outcome;
beforeAll(async () => {
  const options = ["--cells", "300", "--genes", "40", "--domains", "4", "--seed", "5"];
  const simulated = await cellscape(["simulate", "--out", tissue, ...options]);
  expect(simulated.stdout).toContain(`cellscape run ${tissue}`);
  first = await run("first", [...quick, "--threads", "1"], tissue, { pictures: true });
});

describe("what a run writes", () => {
  test("it names the files that it wrote, and writes no others", () => {
    const { out, stdout } = first;
    expect(readdirSync(out).sort()).toEqual(["domains.csv", "figures", "manifest.json", "result.h5ad"]);
    for (const name of ["result.h5ad", "domains.csv", "figures/domains.svg", "manifest.json"]) {
      expect(stdout).toContain(join(out, name));
    }
    expect(stdout).toMatch(/^4 domains in /);
  });

  test("every figure is there as SVG, and the domain map as PNG too", () => {
    const names = readdirSync(join(first.out, "figures"));
    const figures = ["confidence", "domains", "domains_each", "domains_raw", "training"];
    const main = ["domains"];
    expect(names.sort()).toEqual(
      [...main.map((name) => `${name}.png`), ...figures.map((name) => `${name}.svg`)].sort(),
    );
    for (const name of names) {
      const start = bytes(first.out, join("figures", name)).subarray(0, 4).toString("latin1");
      expect(start).toBe(name.endsWith(".svg") ? "<svg" : "\u0089PNG");
    }
  });

  test("domains.csv has one row a cell, in the order of the file", async () => {
    const { cells, positions } = await readH5ad(await fileSource(tissue));
    const table = rows(first.out);
    expect(table.map(([cell]) => cell)).toEqual(cells);
    expect(table.flatMap(([, x, y]) => [Number(x), Number(y)])).toEqual([...positions.values]);
    expect(new Set(table.map((row) => row[3]))).toEqual(new Set(["1", "2", "3", "4"]));
    for (const [, , , , , probability, confidence] of table) {
      expect(Number(probability)).toBeGreaterThan(0.25);
      expect(Number(confidence)).toBeLessThanOrEqual(1);
    }
  });

  test("result.h5ad holds the input and the domains of domains.csv, under the documented keys", async () => {
    const result = await fileSource(join(first.out, "result.h5ad"));
    const [before, after] = [await readH5ad(await fileSource(tissue)), await readH5ad(result)];
    expect(after.counts).toEqual(before.counts);
    expect(after.positions).toEqual(before.positions);
    const { columns } = await readObs(result);
    for (const [name, column] of before.obs.columns) expect(columns.get(name)).toEqual(column);
    const domain = columns.get("cellscape_domain") as CategoryColumn;
    expect(domain.categories).toEqual(["1", "2", "3", "4"]);
    expect(Array.from(domain.codes, (code) => domain.categories[code])).toEqual(rows(first.out).map((row) => row[3]));
    expect(columns.get("cellscape_domain_raw")?.kind).toBe("category");
    const probability = columns.get("cellscape_domain_prob") as NumberColumn;
    expect(probability.values.every((value) => value > 0 && value <= 1)).toBe(true);
    expect(columns.get("cellscape_confidence")?.kind).toBe("number");
    const spatial = await readObsm(result, "X_cellscape_spatial");
    const fused = await readObsm(result, "X_cellscape");
    expect([spatial.rows, spatial.columns, fused.rows, fused.columns]).toEqual([300, 64, 300, 64]);
    expect(await readEntry(result.name, "uns/cellscape_domain_colors")).toHaveLength(4);
    expect(await readEntry(result.name, "uns/cellscape/input/name")).toBe("tissue.h5ad");
    expect(await readEntry(result.name, "uns/cellscape/losses/seed_0/reconstruction")).toHaveLength(5);
    expect(await readEntry(result.name, "uns/cellscape/timings_seconds")).toBeUndefined();
  });

  test("the manifest says what was run, on what, and what was found", () => {
    const found = manifest(first.out);
    expect(found).toMatchObject({
      stopped: false,
      options: { domains: 4, cellscape: { variant: "spatial-only", epochs: 5 }, seed: 0, threads: 1 },
      engine: "native",
      seeds: [0],
      counts_from: "X",
      positions_from: "obsm/spatial",
      cells: 300,
      cells_used: 300,
      genes: 40,
      domains: { count: 4 },
      input: { name: "tissue.h5ad", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(found.command.slice(0, 2)).toEqual(["run", tissue]);
    expect(found.timings_seconds.total).toBeGreaterThan(0);
    expect(found.peak_memory_mb).toBeGreaterThan(0);
    expect(found.domains.sizes.reduce((a: number, b: number) => a + b)).toBe(300);
  });
});

describe("the same again", () => {
  test("the same seed gives the same bytes", async () => {
    const { out } = await run("again", [...quick, "--threads", "1"], tissue, { pictures: true });
    expect(bytes(out, "domains.csv")).toEqual(bytes(first.out, "domains.csv"));
    expect(bytes(out, "result.h5ad").equals(bytes(first.out, "result.h5ad"))).toBe(true);
    expect(bytes(out, "figures/domains.png").equals(bytes(first.out, "figures/domains.png"))).toBe(true);
  });

  test.each(["2", "7", "16"])("%s threads give the bytes that one gives", async (threads) => {
    const { out } = await run(`threads-${threads}`, [...quick, "--threads", threads]);
    expect(bytes(out, "domains.csv")).toEqual(bytes(first.out, "domains.csv"));
    expect(bytes(out, "result.h5ad").equals(bytes(first.out, "result.h5ad"))).toBe(true);
  });

  test("and so they do with gene maps, in the paper's design", async () => {
    const args = ["--domains", "4", "--preset", "paper", "--epochs", "3", "--no-timings"];
    const [one, many] = [
      await run("one", [...args, "--threads", "1"]),
      await run("many", [...args, "--threads", "16"]),
    ];
    expect(bytes(many.out, "result.h5ad").equals(bytes(one.out, "result.h5ad"))).toBe(true);
  });

  test("a result can be run again: its own keys are replaced, not doubled", async () => {
    const again = await run("rerun", [...quick, "--domains", "3"], join(first.out, "result.h5ad"));
    const { columns } = await readObs(await fileSource(join(again.out, "result.h5ad")));
    const before = await readObs(await fileSource(join(first.out, "result.h5ad")));
    expect([...columns.keys()]).toEqual([...before.columns.keys()]);
    expect((columns.get("cellscape_domain") as CategoryColumn).categories).toEqual(["1", "2", "3"]);
    expect(await readEntry(join(again.out, "result.h5ad"), "uns/cellscape_domain_colors")).toHaveLength(3);
  });
});

describe("the wasm engine", () => {
  test("finds the domains that native finds, with the same bytes each time", async () => {
    const small = join(folder, "small.h5ad");
    const options = ["--cells", "160", "--genes", "16", "--domains", "3", "--seed", "2"];
    await cellscape(["simulate", "--out", small, ...options]);
    const args = ["--domains", "3", "--variant", "full", "--epochs", "3", "--no-timings"];
    const native = await run("native", args, small);
    const [one, two] = [
      await run("wasm", [...args, "--engine", "wasm"], small),
      await run("wasm2", [...args, "--engine", "wasm"], small),
    ];
    expect(manifest(one.out).engine).toBe("wasm");
    expect(adjustedRandIndex(labels(native.out), labels(one.out))).toBeGreaterThanOrEqual(0.99);
    expect(bytes(two.out, "result.h5ad").equals(bytes(one.out, "result.h5ad"))).toBe(true);
    expect(bytes(two.out, "domains.csv")).toEqual(bytes(one.out, "domains.csv"));
  });
});

describe("other ways to run", () => {
  test("the full variant adds the intrinsic embedding and the gene map; two seeds train two models", async () => {
    const { out, stderr } = await run("full", ["--domains", "4", "--epochs", "2", "--seeds", "2", "--seed", "7"]);
    expect(stderr).toContain("Training 2 networks");
    expect(manifest(out).seeds).toEqual([7, 8]);
    expect(Object.keys(manifest(out).losses)).toEqual(["seed_7", "seed_8"]);
    const result = await fileSource(join(out, "result.h5ad"));
    expect(await readObsm(result, "X_cellscape_intrinsic")).toMatchObject({ rows: 300, columns: 16 });
    expect(existsSync(join(out, "figures", "gene_map.svg"))).toBe(true);
    expect(await readEntry(result.name, "uns/cellscape/gene_map/side")).toBe(7);
    expect(await readEntry(result.name, "uns/cellscape/timings_seconds/embeddings")).toBeGreaterThan(0);
  });

  test("the paper preset trains its own sizes", async () => {
    const { out } = await run("paper", ["--preset", "paper", "--domains", "4", "--epochs", "2"]);
    const result = await fileSource(join(out, "result.h5ad"));
    expect(await readObsm(result, "X_cellscape_spatial")).toMatchObject({ columns: 128 });
    expect(await readObsm(result, "X_cellscape_intrinsic")).toMatchObject({ columns: 64 });
    expect(manifest(out).model).toMatchObject({ start: "random", gradients: "pcgrad", components: "all" });
  });

  test("the smoothing baseline trains nothing and says so; without --domains their number is chosen", async () => {
    const { out } = await run("smooth", ["--method", "smooth", "--max-domains", "6"]);
    expect(manifest(out)).toMatchObject({ engine: "none", options: { method: "smooth", domains: "auto" } });
    expect(manifest(out).losses).toBeUndefined();
    expect(existsSync(join(out, "figures", "training.svg"))).toBe(false);
    const count = new Set(labels(out)).size;
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(6);
    expect(manifest(out).domains.count).toBe(count);
  });

  test("cells without counts and names that occur twice keep their row", async () => {
    const untidy = smallTissue(60, 12);
    untidy.counts.fill(0, 0, 24);
    for (let i = 0; i < 60; i++) untidy.counts[12 * i + 5] = 0;
    untidy.cells[3] = untidy.cells[2];
    untidy.genes[3] = untidy.genes[2];
    const input = join(folder, "untidy.h5ad");
    await writeTissue(input, untidy);
    const { out, stderr } = await run("untidy", ["--domains", "3", "--method", "smooth"], input);
    expect(stderr).toMatch(/1 cell name occurred before; made unique .* keeps the names of the file/);
    expect(stderr).toMatch(/1 gene name occurred before; made unique/);
    expect(stderr).toContain("58 of 60 cells have 1 count or more, 11 of 12 genes are seen in 1 cell or more");
    expect(stderr).toContain("warning: 2 cells have too few counts: no domain, but still in the result");
    expect(manifest(out)).toMatchObject({ cells: 60, cells_used: 58, genes: 12 });
    expect(manifest(out).genes_used).toHaveLength(11);
    expect(new Set(rows(out).map(([cell]) => cell)).size).toBe(60);
    expect(rows(out).map((row) => row[3] === "")).toEqual(untidy.cells.map((_, i) => i < 2));
    const result = join(out, "result.h5ad");
    expect(await readEntry(result, "obs/_index")).toEqual(untidy.cells);
    const domain = (await readObs(await fileSource(result))).columns.get("cellscape_domain") as CategoryColumn;
    expect(Array.from(domain.codes, (code) => code < 0)).toEqual(untidy.cells.map((_, i) => i < 2));
  });

  test("three cells are enough when that is what is asked for", async () => {
    const input = join(folder, "three.h5ad");
    await writeTissue(input, smallTissue(3, 12));
    const args = ["--domains", "2", "--neighbors", "2", "--variant", "spatial-only", "--epochs", "1"];
    expect(rows((await run("three", args, input)).out)).toHaveLength(3);
  });

  test("one gene is enough when its counts are taken as they are", async () => {
    const input = join(folder, "gene.h5ad");
    await writeTissue(input, smallTissue(60, 1));
    const args = ["--domains", "2", "--normalize", "no", "--epochs", "1"];
    expect(rows((await run("gene", args, input)).out)).toHaveLength(60);
  });

  test("cells on a line can be connected to their nearest, and one domain is every cell", async () => {
    const line = smallTissue(60, 12);
    line.positions?.forEach((_, e, values) => {
      values[e] = e % 2 === 0 ? e : 2 * e - 2;
    });
    const input = join(folder, "line.h5ad");
    await writeTissue(input, line);
    const args = ["--domains", "1", "--method", "smooth", "--graph", "nearest"];
    const { out, stdout } = await run("line", args, input);
    expect(stdout).toMatch(/^1 domain in /);
    expect(new Set(labels(out))).toEqual(new Set([1]));
  });
});
