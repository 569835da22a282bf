import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { readObs } from "../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { selectRows } from "../../src/preprocess/select.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { CRASHED, cellscape, crashWhen } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-apply-analyses-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const model = at("run/model.cellscape");
const sample = at("sample.h5ad");

let tissue: Dataset;
beforeAll(async () => {
  tissue = simulateTissue({ cells: 240, genes: 40, domains: 3, cellTypes: 3, signal: 3 }, createRandom(4));
  await writeDataset(fileTarget(sample), tissue);
  const outcome = await cellscape([
    ...["run", sample, "--out", at("run"), "--domains", "3", "--save-model", "--epochs", "6", "--threads", "1"],
  ]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
});

/** The cells that the run put into its first domain. */
function firstDomain(): Dataset {
  const domains = text("run/domains.csv").split("\n").slice(1);
  const rows = Uint32Array.from(tissue.cells.keys()).filter((i) => domains[i].split(",")[3] === "1");
  const { columns, values } = tissue.positions;
  const positions = Float64Array.from({ length: 2 * rows.length }, (_, e) => values[rows[e >> 1] * columns + (e % 2)]);
  return {
    ...tissue,
    name: at("part.h5ad"),
    cells: Array.from(rows, (row) => tissue.cells[row]),
    counts: selectRows(tissue.counts, rows),
    positions: { rows: rows.length, columns: 2, values: positions },
    obs: { rows: rows.length, columns: new Map() },
  };
}

const apply = (name: string, args: readonly string[], input = sample) =>
  cellscape(["apply", model, input, "--out", at(name), "--no-timings", "--threads", "1", ...args]);
const text = (name: string) => readFileSync(at(name), "utf8");

test("named analyses are computed on the domains of the model, with tables and keys as in a run", async () => {
  const outcome = await apply("want", ["--want", "paga,markers"]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  expect(readdirSync(at("want/tables")).sort()).toEqual(["markers_domains.csv", "paga.csv"]);
  expect(existsSync(at("want/report.html"))).toBe(false);
  const manifest = JSON.parse(text("want/manifest.json"));
  expect(manifest).toMatchObject({ job: "apply", complete: true, options: { want: ["paga", "markers"], seeds: 1 } });
  expect(manifest.files).toEqual(expect.arrayContaining(["domains.csv", "figures/novelty.svg", "tables/paga.csv"]));
});

test("the report says that a model was applied, and shows novelty beside all analyses", async () => {
  const outcome = await apply("report", ["--report"]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  expect(outcome.stdout).toContain(`report:   ${at("report/report.html")}`);
  const page = text("report/report.html");
  expect(page).toContain("were assigned to the 3 domains of an earlier run by the saved model");
  const parts = Array.from(page.matchAll(/<section id="([\w-]+)"/g), ([, id]) => id);
  expect(parts).toEqual(expect.arrayContaining(["domains", "novelty", "umap", "markers", "methods"]));
  expect(page.match(/With only .*? --seeds/)).toBeNull();
  expect(text("report/domains.csv")).toMatch(/^cell,x,y,domain,domain_raw,probability,confidence,novelty\n/);
  expect(text("report/domains.csv")).toBe(text("want/domains.csv"));
});

test("a domain that the sample lacks has no cell, and all analyses run without it", async () => {
  await writeDataset(fileTarget(at("part.h5ad")), firstDomain());
  const outcome = await apply("lacking", ["--report", "--no-align"], at("part.h5ad"));
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  expect(outcome.stderr).not.toContain("left out");
  const { columns } = await readObs(await fileSource(at("lacking/result.h5ad")));
  const domain = columns.get("cellscape_domain");
  expect(domain).toMatchObject({ kind: "category", categories: ["1", "2", "3"] });
  expect(JSON.parse(text("lacking/manifest.json")).domains.sizes).toContain(0);
  const [shown] = text("lacking/report.html").split("<script");
  expect(shown.match(/>[^<>]*(NaN|undefined)[^<>]*</)?.[0]).toBeUndefined();
});

test("crashed in several parts and resumed each time, it ends with the bytes of one that was not", async () => {
  const settings = ["--want", "paga", "--checkpoint-every", "0", "--progress", "json"];
  const whole = await apply("whole", settings);
  expect(whole, whole.stderr).toMatchObject({ code: 0 });
  const moments = [
    '"end","step":"embeddings"',
    '"end","step":"domains"',
    '"begin","step":"paga"',
    '"begin","step":"write"',
  ];
  for (const [crash, moment] of moments.entries()) {
    const crashed = crashWhen((stderr) => stderr.includes(`"event":${moment}`));
    const args = ["apply", model, sample, "--out", at("chain"), "--no-timings", "--threads", "1", ...settings];
    const { code, stderr } = await cellscape(crash === 0 ? args : [...args, "--resume"], crashed);
    expect(stderr, moment).toContain(CRASHED);
    expect(code).toBe(1);
  }
  const last = await apply("chain", [...settings, "--resume"]);
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expect(last.stderr).toContain("Embedding cells with the model: loaded from checkpoints");
  for (const file of ["result.h5ad", "domains.csv", "figures/novelty.svg", "tables/paga.csv"]) {
    expect(readFileSync(at(`chain/${file}`)).equals(readFileSync(at(`whole/${file}`))), file).toBe(true);
  }
  expect(existsSync(at("chain/.cellscape"))).toBe(false);
});

test("work of other settings or another model is not continued", async () => {
  const settings = ["--checkpoint-every", "0", "--progress", "json"];
  const crashed = crashWhen((stderr) => stderr.includes('"begin","step":"write"'));
  await cellscape(["apply", model, sample, "--out", at("cut"), "--threads", "1", ...settings], crashed);
  const { code, stderr } = await apply("cut", [...settings, "--no-align", "--resume"]);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("the files beside the input") });
});

test("memory that is too little is refused before the work, with what would do", async () => {
  const { code, stderr } = await apply("small", ["--memory", "20MB"]);
  expect(stderr).toMatch(
    /memory: expected at least \d+ MB to write 240 cells x 40 genes, got 20 MB; give --memory \d+MB/,
  );
  expect(stderr).not.toContain("--method");
  expect(code).toBe(3);
  expect(existsSync(at("small"))).toBe(false);
});

test("results may go beside the model, which stays", async () => {
  const outcome = await apply("run", []);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  expect(existsSync(model)).toBe(true);
  expect(existsSync(at("run/figures/training.svg"))).toBe(false);
});

test("its manifest is none that reproduce can run again", async () => {
  const { code, stderr } = await cellscape(["reproduce", at("want/manifest.json")]);
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("expected the manifest.json of a run"),
  });
});

test("its manifest gives its settings to another apply, and to no run", async () => {
  const first = await apply("set", ["--no-align", "--overlap", "0.5", "--want", "paga"]);
  expect(first, first.stderr).toMatchObject({ code: 0 });
  const again = await apply("set-again", ["--config", at("set/manifest.json")]);
  expect(again, again.stderr).toMatchObject({ code: 0 });
  const { options, aligned } = JSON.parse(text("set-again/manifest.json"));
  expect(options).toMatchObject({ overlap: 0.5, noAlign: true, want: ["paga"] });
  expect(aligned).toBe(false);
  expect(readFileSync(at("set-again/result.h5ad")).equals(readFileSync(at("set/result.h5ad")))).toBe(true);
  const run = await cellscape(["run", sample, "--config", at("set/manifest.json"), "--out", at("refused")]);
  expect(run).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("expected options of run, got the manifest of apply"),
  });
});

test("several samples go on behind those that were finished, to the same bytes", async () => {
  await writeDataset(fileTarget(at("part.h5ad")), firstDomain());
  const command = (out: string, ...more: string[]) => [
    ...["apply", model, sample, at("part.h5ad"), "--out", at(out), "--no-timings", "--threads", "1"],
    ...["--checkpoint-every", "0", "--progress", "json", ...more],
  ];
  const whole = await cellscape(command("both"));
  expect(whole, whole.stderr).toMatchObject({ code: 0 });
  const writes = (stderr: string) => stderr.split('"event":"begin","step":"write"').length - 1;
  const crashed = await cellscape(
    command("both-cut"),
    crashWhen((stderr) => writes(stderr) === 2),
  );
  expect(crashed.stderr).toContain(CRASHED);
  const last = await cellscape(command("both-cut", "--resume"));
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expect(last.stderr.split("loaded from checkpoints").length - 1, "both samples").toBeGreaterThan(2);
  expect(last.stderr).not.toContain("starting at the beginning");
  for (const file of ["sample/result.h5ad", "part/result.h5ad", "part/domains.csv"]) {
    expect(readFileSync(at(`both-cut/${file}`)).equals(readFileSync(at(`both/${file}`))), file).toBe(true);
  }
  for (const name of ["sample", "part"]) expect(existsSync(at(`both-cut/${name}/.cellscape`))).toBe(false);
});
