import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { exportFile, exportFormats, parseConfig, runFile, simulateFile } from "../../src/entries/node.ts";

const python = process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python";
const folder = mkdtempSync(join(tmpdir(), "cellscape-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("anndata, spatialdata, geopandas and pandas find in exported files what the result holds", async () => {
  const tissue = join(folder, "tissue.h5ad");
  await simulateFile(tissue, { cells: 800, genes: 40, domains: 4, seed: 5 });
  const jobs = [];
  for (const [name, options] of [
    ["analysed", { want: "all" }],
    ["subset", { subset: "cell_type=Type 1" }],
  ] as const) {
    const config = parseConfig({ domains: 3, variant: "spatial-only", epochs: 3, ...options });
    const { result } = await runFile(tissue, { config, out: join(folder, name) });
    const out = join(folder, `${name}-exported`);
    await exportFile(result, { to: exportFormats.map(({ format }) => format), out });
    jobs.push({ result, folder: out });
  }
  const input = JSON.stringify(jobs);
  const output = execFileSync(python, ["test/interop/export.py"], { input, maxBuffer: 1 << 28 });
  expect(JSON.parse(output.toString().trimEnd().split("\n").at(-1) ?? "")).toEqual([]);
});
