import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseConfig, runFile, simulateFile } from "../../src/entries/node.ts";
import { readH5ad } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";

const python = process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python";
const folder = mkdtempSync(join(tmpdir(), "cellscape-analyses-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("scanpy and squidpy draw the analyses of a result, whose markers are those that scanpy finds", async () => {
  const tissue = join(folder, "tissue.h5ad");
  const { obs } = await simulateFile(tissue, { cells: 400, genes: 120, domains: 4, seed: 2 });
  const types = obs.columns.get("cell_type");
  if (types?.kind !== "category") throw new Error("the simulation names its cell types");
  const sizes = types.categories.map((_, type) => types.codes.filter((code) => code === type).length);
  const common = sizes.indexOf(Math.max(...sizes));
  const gmt = join(folder, "sets.gmt");
  const names = (await readH5ad(await fileSource(tissue))).genes;
  writeFileSync(gmt, `first\t\t${names.slice(0, 30).join("\t")}\nsecond\t\t${names.slice(30, 70).join("\t")}\n`);
  const jobs: object[] = [];
  for (const [name, input, skipped] of [
    ["whole", {}, 0],
    ["subset", { subset: `cell_type=${types.categories[common]}` }, 400 - sizes[common]],
  ] as const) {
    const config = parseConfig({
      domains: 3,
      variant: "spatial-only",
      epochs: 5,
      want: "all",
      geneSets: [gmt],
      ...input,
    });
    const { result } = await runFile(tissue, { config, out: join(folder, name) });
    const pictures = join(folder, `${name}-pictures`);
    mkdirSync(pictures);
    jobs.push({ output: result, folder: pictures, skipped });
  }
  const [first] = jobs;
  // A second run on a result replaces what the first one found.
  const again = join(folder, "again");
  mkdirSync(again);
  const config = parseConfig({ domains: 4, method: "smooth", want: "all", geneSets: [gmt] });
  const { result } = await runFile(join(folder, "whole", "result.h5ad"), { config, out: join(folder, "second") });
  jobs.push({ ...first, output: result, folder: again });
  expect(complaints(jobs)).toEqual([]);
});

function complaints(jobs: readonly object[]): unknown {
  const input = JSON.stringify(jobs);
  const output = execFileSync(python, ["test/interop/analyses.py"], { input, maxBuffer: 1 << 28 });
  return JSON.parse(output.toString().trimEnd().split("\n").at(-1) ?? "");
}
