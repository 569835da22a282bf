import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { readH5ad, readObsm } from "../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { readModel } from "../../src/session/read/modelFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-apply-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const model = at("run/model.cellscape");

/** A tissue to train on, and the same genes by other names. */
let tissue: Dataset;
beforeAll(async () => {
  tissue = simulateTissue({ cells: 600, genes: 60, domains: 3, signal: 2 }, createRandom(4));
  await writeDataset(fileTarget(at("known.h5ad")), tissue);
  await writeDataset(fileTarget(at("human.h5ad")), {
    ...tissue,
    genes: tissue.genes.map((gene) => gene.toUpperCase()),
  });
  const other = simulateTissue({ cells: 600, genes: 60, domains: 3, signal: 2 }, createRandom(77));
  await writeDataset(fileTarget(at("other.h5ad")), other);
  const outcome = await cellscape([
    ...["run", at("known.h5ad"), "--out", at("run"), "--domains", "3", "--save-model"],
    ...["--epochs", "8", "--threads", "1"],
  ]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  expect(outcome.stdout).toContain(model);
});

const column = (out: string, at: number) =>
  Int32Array.from(
    readFileSync(join(folder, out, "domains.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.split(",")[at])),
  );

test("the training data themselves get the embeddings and, nearly, the domains of the run", async () => {
  const args = ["apply", model, at("known.h5ad"), "--out", at("again"), "--no-align", "--threads", "1"];
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  const embeddingOf = async (out: string) =>
    readObsm(await fileSource(at(`${out}/result.h5ad`)), "X_cellscape_spatial");
  const [run, again] = [await embeddingOf("run"), await embeddingOf("again")];
  const size = Math.max(...Array.from(run.values, Math.abs));
  const worst = Math.max(...Array.from(run.values, (value, e) => Math.abs(value - again.values[e])));
  // The model keeps float32 as nine digits, so it is the same but for the order of sums.
  expect(worst / size).toBeLessThan(1e-4);
  expect(adjustedRandIndex(column("run", 3), column("again", 3))).toBeGreaterThan(0.95);
  const { obs } = await readH5ad(await fileSource(at("again/result.h5ad")));
  expect([...obs.columns.keys()]).toEqual(
    expect.arrayContaining(["cellscape_domain", "cellscape_domain_raw", "cellscape_domain_prob", "cellscape_novelty"]),
  );
  expect(outcome.stdout).toContain("the sample resembles the training data");
  for (const name of ["figures/domains.svg", "figures/novelty.png", "manifest.json"]) {
    expect(existsSync(at(`again/${name}`))).toBe(true);
  }
});

test("several samples get a folder each, and one that is unlike the training data is told so", async () => {
  const args = ["apply", model, at("known.h5ad"), at("other.h5ad"), "--out", at("both"), "--threads", "1"];
  const { stdout, code } = await cellscape(args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/other\.h5ad: .*(differs|differ) from the training data/);
  const verdict = (name: string) => JSON.parse(readFileSync(at(`both/${name}/manifest.json`), "utf8")).novelty.verdict;
  expect(verdict("known")).toBe("alike");
  expect(verdict("other")).not.toBe("alike");
});

test("the same model is packed into the same bytes", async () => {
  const again = await cellscape([
    ...["run", at("known.h5ad"), "--out", at("run2"), "--domains", "3", "--save-model"],
    ...["--epochs", "8", "--threads", "1"],
  ]);
  expect(again.code).toBe(0);
  expect(readFileSync(at("run2/model.cellscape")).equals(readFileSync(model))).toBe(true);
  expect((await readModel(nodeHost, model)).genes).toEqual([...tissue.genes]);
});

test.each([
  [
    "a sample of another species",
    [model, at("human.h5ad")],
    /some of the model's 60 genes \(such as Gene0001\), got none among its 60 \(such as GENE0001\); 60 are the same but for capitals/,
  ],
  ["a model that is none", [at("known.h5ad"), at("known.h5ad")], /known\.h5ad/],
  ["text in place of a model", [at("text.cellscape"), at("known.h5ad")], /text\.cellscape/],
  ["a sample that is not there", [model, at("none.h5ad")], /none\.h5ad.*no such file/],
])("%s is refused and leaves nothing", async (_, args, message) => {
  writeFileSync(at("text.cellscape"), "no model");
  const outcome = await cellscape(["apply", ...args, "--out", at("refused")]);
  expect(outcome.stderr).toMatch(message);
  expect(outcome.code).toBe(2);
  expect(existsSync(at("refused"))).toBe(false);
});

test("the smoothing baseline has no model to save, which is said before the work", async () => {
  const args = ["run", at("known.h5ad"), "--out", at("smooth"), "--method", "smooth", "--save-model"];
  const { code, stderr } = await cellscape(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--save-model: expected a network, got none")]);
});
