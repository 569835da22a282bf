import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { readObs } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { cellscape } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-annotate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const made = simulateTissue({ cells: 600, genes: 60, domains: 3, signal: 1.2 }, createRandom(3));
const paths = { labelled: join(folder, "labelled.h5ad"), fresh: join(folder, "fresh.h5ad") };
const how = ["--method", "smooth", "--progress", "none"];

beforeAll(async () => {
  await writeDataset(fileTarget(paths.labelled), made);
  await writeDataset(fileTarget(paths.fresh), { ...made, obs: { rows: 600, columns: new Map() } });
});

test("annotate carries the labels of a reference, with a probability, checks and a record", async () => {
  const out = join(folder, "out");
  const { fresh, labelled } = paths;
  const given = ["annotate", fresh, "--reference", labelled, "--label", "domain", "--out", out];
  const outcome = await cellscape([...given, ...how]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  const { columns } = await readObs(await fileSource(join(out, "fresh", "result.h5ad")));
  const [found, probability] = [columns.get("cellscape_label"), columns.get("cellscape_label_prob")];
  const truth = made.obs.columns.get("domain");
  if (found?.kind !== "category" || truth?.kind !== "category" || probability?.kind !== "number")
    throw new Error("no labels");
  const right = Array.from(truth.codes).filter(
    (code, i) => truth.categories[code] === found.categories[found.codes[i]],
  ).length;
  expect(right / 600).toBeGreaterThan(0.8);
  expect(Array.from(probability.values).every((value) => value > 0 && value <= 1)).toBe(true);
  const checks = readFileSync(join(out, "tables", "annotation_checks.csv"), "utf8")
    .trim()
    .split("\n");
  expect(checks).toHaveLength(3);
  const { annotation } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  expect(annotation).toMatchObject({
    references: ["labelled"],
    left_out: ["labelled, first half", "labelled, second half"],
  });
});

test("a column that the reference lacks, and a missing reference, are refused with the way out", async () => {
  const wrong = [
    "annotate",
    paths.fresh,
    "--reference",
    paths.labelled,
    "--label",
    "layer",
    "--out",
    join(folder, "no"),
  ];
  const { code, stderr } = await cellscape([...wrong, ...how]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/--label: expected a column of obs in .*labelled\.h5ad \(.*domain.*\), got layer/),
  ]);
  const missing = await cellscape(["annotate", paths.fresh, "--out", join(folder, "no"), ...how]);
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/--reference/)]);
});

test("a model of an annotated run gives new sections its labels without training, and decides the settings", async () => {
  const { fresh, labelled } = paths;
  const trained = join(folder, "trained");
  const settings = [
    "--domains",
    "3",
    "--variant",
    "spatial-only",
    "--epochs",
    "5",
    "--progress",
    "none",
    "--no-figures",
  ];
  const hinted = ["--hints-column", "domain", "--save-model"];
  const run = await cellscape(["run", labelled, ...settings, ...hinted, "--out", trained]);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const out = join(folder, "by-model");
  const given = ["annotate", fresh, "--model", join(trained, "model.cellscape")];
  const outcome = await cellscape([...given, "--no-figures", "--progress", "none", "--out", out]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  const { columns } = await readObs(await fileSource(join(out, "result.h5ad")));
  const [found, truth] = [columns.get("cellscape_domain"), made.obs.columns.get("domain")];
  if (found?.kind !== "category" || truth?.kind !== "category") throw new Error("no labels");
  const right = Array.from(truth.codes).filter(
    (code, i) => truth.categories[code] === found.categories[found.codes[i]],
  ).length;
  expect(right / 600).toBeGreaterThan(0.7);
  const lacking = join(folder, "lacking.h5ad");
  const renamed = { ...made, genes: made.genes.map((gene, u) => (u % 5 === 0 ? gene : `other${u}`)) };
  await writeDataset(fileTarget(lacking), renamed);
  const byFew = [
    "annotate",
    lacking,
    "--model",
    join(trained, "model.cellscape"),
    "--progress",
    "none",
    "--no-figures",
  ];
  const few = await cellscape([...byFew, "--out", join(folder, "no")]);
  expect([few.code, few.stderr]).toEqual([2, expect.stringMatching(/expected at least 80 % of the model's/)]);
  const asked = await cellscape([...byFew, "--overlap", "0.1", "--out", join(folder, "few")]);
  expect(asked, asked.stderr).toMatchObject({ code: 0 });
  expect(asked.stdout + asked.stderr).toMatch(/were set to the training mean: its domains are unreliable/);
  const refused = await cellscape([...given, "--domains", "4", "--variant", "full", "--out", join(folder, "no")]);
  expect(refused.stderr).toMatch(/expected what the model leaves open, got --domains, --variant; the model decides it/);
  const both = await cellscape([...given, "--reference", labelled, "--out", join(folder, "no")]);
  expect(both.stderr).toContain("expected annotated sections (--reference) or --model, got both");
});
