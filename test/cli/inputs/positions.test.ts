import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CategoryColumn } from "../../../src/data/table.ts";
import { readObs, readObsm } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { cellscape } from "../command.ts";
import { readEntry, smallTissue, writeTissue } from "../tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-positions-"));
afterAll(() => rmSync(folder, { recursive: true }));
const input = join(folder, "bare.h5ad");
const tissue = smallTissue();
const { positions } = tissue;
if (positions === undefined) throw new Error("expected a tissue with positions");
beforeAll(() => writeTissue(input, { ...tissue, positions: undefined }));

const usual = ["--domains", "3", "--method", "smooth"];
const line = (i: number) => `${tissue.cells[i]},${positions[2 * i]},${positions[2 * i + 1]}\n`;

async function run(name: string, lines: readonly string[], more: readonly string[] = []) {
  const [spots, out] = [join(folder, `${name}.csv`), join(folder, name)];
  writeFileSync(spots, lines.join(""));
  return { out, spots, ...(await cellscape(["run", input, "--positions", spots, "--out", out, ...usual, ...more])) };
}

describe("an .h5ad without positions and a table of them", () => {
  test("inspect says what to add, and what stands for a file is no file", async () => {
    const { stdout } = await cellscape(["inspect", input]);
    expect(stdout).toMatch(/no positions were found.*--positions FILE/);
    expect(stdout).toMatch(/run: cellscape run .*bare\.h5ad .* --positions FILE\n/);
    const { code, stderr } = await cellscape(["run", input, "--positions", "FILE", "--out", join(folder, "none")]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/got FILE, which stands for/) });
  });

  test("the result is the input with positions for scanpy, and both files are on record", async () => {
    const { code, out, stderr } = await run("whole", [
      "barcode,x,y\n",
      ...tissue.cells.map((_, i) => line(i)).reverse(),
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const result = join(out, "result.h5ad");
    expect(Array.from((await readObsm(await fileSource(result), "spatial")).values)).toEqual(Array.from(positions));
    for (const entry of ["X", "obs/_index", "var/_index"]) {
      expect(await readEntry(result, entry)).toEqual(await readEntry(input, entry));
    }
    const { files } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).input;
    expect(files.map((each: string) => each.slice(66))).toEqual(["bare.h5ad", "whole.csv"]);
  });

  test("cells without a position stay in the result without a domain, and can be exported", async () => {
    const { code, out, stderr } = await run(
      "part",
      tissue.cells.flatMap((_, i) => (i === 4 || i === 9 ? [] : [line(i)])),
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/warning: 2 of 60 cells have no position in .*part\.csv and were left out/);
    const result = join(out, "result.h5ad");
    expect(await readEntry(result, "obs/_index")).toEqual(tissue.cells);
    const missing = tissue.cells.map((_, i) => i === 4 || i === 9);
    const domain = (await readObs(await fileSource(result))).columns.get("cellscape_domain") as CategoryColumn;
    expect(Array.from(domain.codes, (code) => code < 0)).toEqual(missing);
    const { values } = await readObsm(await fileSource(result), "spatial");
    expect(tissue.cells.map((_, i) => Number.isNaN(values[2 * i]))).toEqual(missing);
    expect(values[10]).toBe(positions[10]);
    for (const format of ["geojson", "spatialdata", "vitessce", "csv", "parquet"]) {
      const exported = await cellscape(["export", result, "--to", format, "--out", join(folder, format)]);
      expect({ format, ...exported }).toMatchObject({ code: 0 });
    }
  });

  test("with --strict a cell without a position is an error", async () => {
    const { code, stderr } = await run("strict", [0, 1, 2, 3, 4].map(line), ["--strict"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected nothing to be lost.*55 of 60 cells have no position/);
  });
});
