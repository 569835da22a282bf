import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readH5ad } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { registerMethod } from "../../src/methods/registry.ts";
import { cellscape } from "../cli/command.ts";
import { settingsFor } from "../settings.ts";
import { toyAssigner } from "./toyAssigner.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-toy-assigner-"));
const remove = registerMethod(toyAssigner);
afterAll(() => {
  remove();
  rmSync(folder, { recursive: true });
});
const at = (name: string) => join(folder, name);
const tissue = at("tissue.h5ad");

beforeAll(async () => {
  await cellscape(["simulate", "--out", tissue, "--cells", "300", "--genes", "30", "--domains", "3"]);
});

const runToy = (out: string, ...options: string[]) =>
  cellscape(["run", tissue, "--method", "toy-assigner", "--domains", "3", "--out", at(out), ...options]);

test("domains that training assigns stand unsmoothed, refined by the method and after the vote of 30, in one result", async () => {
  const { code, stderr } = await runToy("out");
  expect(code, stderr).toBe(0);
  const { obs } = await readH5ad(await fileSource(at("out/result.h5ad")));
  const names = ["cellscape_domain", "cellscape_domain_raw", "cellscape_domain_own"];
  for (const name of names)
    expect(obs.columns.get(name), name).toMatchObject({ kind: "category", categories: ["1", "2", "3"] });
  const [header] = readFileSync(at("out/domains.csv"), "utf8").split("\n");
  expect(header).toBe("cell,x,y,domain,domain_raw,domain_own,probability,confidence");
  const { domains } = JSON.parse(readFileSync(at("out/manifest.json"), "utf8"));
  expect(domains.refinement).toEqual({ neighbors: 30, rounds: 1 });
});

test("a number of domains is required, as training needs it", async () => {
  const { code, stderr } = await runToy("auto", "--domains", "auto");
  expect(code).toBe(2);
  expect(stderr).toContain("--domains: expected a number with --method toy-assigner, got auto");
});

test("labels of a method that assigns none are refused before any work", () => {
  expect(() => settingsFor({ method: "smooth", clustering: "labels", domains: 3 })).toThrow(
    "--clustering labels: expected a method that assigns domains itself, got smooth",
  );
});

test("--inputs own takes the published preprocessing, and what the user chooses comes before it", () => {
  const own = settingsFor({ method: "toy-assigner", domains: 3, inputs: "own" });
  expect(own).toMatchObject({ components: 8, scale: "center", genes: Number.MAX_SAFE_INTEGER });
  const chosen = settingsFor({
    method: "toy-assigner",
    domains: 3,
    inputs: "own",
    components: 5,
    scale: "z-score",
    genes: 20,
  });
  expect(chosen).toMatchObject({ components: 5, scale: "z-score", genes: 20 });
  expect(settingsFor({ method: "toy-assigner", domains: 3 })).toMatchObject({ components: 128, genes: 3000 });
  expect(() => settingsFor({ inputs: "own" })).toThrow(/--inputs own: expected a method with preprocessing of its own/);
});

test("the methods paragraph states the counts per cell that the method scales to", async () => {
  const { code, stderr } = await runToy("own", "--inputs", "own", "--report");
  expect(code, stderr).toBe(0);
  const text = readFileSync(at("own/report.html"), "utf8");
  expect(text).toMatch(/Counts were scaled to \d+ per cell and transformed by log/);
});
