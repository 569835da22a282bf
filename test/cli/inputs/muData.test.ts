import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readH5ad, readObsm } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { muDataBytes, placesOf } from "../../io/muDataFile.ts";
import { cellscape } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-mudata-"));
afterAll(() => rmSync(folder, { recursive: true }));
const input = join(folder, "tissue.h5mu");
const cells = Array.from({ length: 40 }, (_, i) => `cell${i}`);
const some = cells.filter((_, i) => i % 5 > 0).reverse();
const genes = ["A", "B", "C", "D", "E"];

beforeAll(async () => {
  // Positions as on a grid: on a line no triangle has an area.
  const spatial = placesOf(cells);
  for (const i of cells.keys()) spatial.values[2 * i + 1] = i % 6;
  const modalities = { protein: { cells, genes: ["CD3", "CD4"] }, rna: { cells: some, genes } };
  writeFileSync(input, await muDataBytes(modalities, { cells, obsm: { spatial } }));
});

test("a run of MuData writes an .h5ad of the modality that inspect names, with the positions that all share", async () => {
  const { stdout } = await cellscape(["inspect", input]);
  expect(stdout).toMatch(
    /modalities: protein, rna \(taken\) \(--modality\)\n.*run: cellscape run \S+ --out tissue-cellscape\n/s,
  );
  const out = join(folder, "out");
  const { code, stderr } = await cellscape(["run", input, "--out", out, "--domains", "2", "--method", "smooth"]);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("the modality rna was taken") });
  const result = await readH5ad(await fileSource(join(out, "result.h5ad")));
  expect([result.cells, result.genes]).toEqual([some, genes]);
  expect(result.obs.columns.get("cellscape_domain")).toMatchObject({ kind: "category", categories: ["1", "2"] });
  const { values } = await readObsm(await fileSource(join(out, "result.h5ad")), "spatial");
  expect([...values.subarray(0, 4)]).toEqual([39, 3, 38, 2]);
});

test("another modality is run by its name, and a name that is none of them ends with 2 and the list", async () => {
  const run = (name: string, out: string) =>
    cellscape(["run", input, "--modality", name, "--out", join(folder, out), "--domains", "2", "--method", "smooth"]);
  expect(await run("protein", "protein")).toMatchObject({ code: 0 });
  const { code, stderr } = await run("atac", "atac");
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/modality atac, got protein, rna/) });
});
