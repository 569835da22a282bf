import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { open } from "../../../src/host/node/open.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-open-"));
const path = join(folder, "tissue.h5ad");
const tissue = simulateTissue({ cells: 60, genes: 12, domains: 2 }, createRandom(3));

beforeAll(() => writeDataset(fileTarget(path), tissue));
afterAll(() => rmSync(folder, { recursive: true }));

test("a file is read whatever its format, and says which it is", async () => {
  const data = await open(path);
  expect(data.format).toBe("h5ad");
  expect(data.cells).toEqual(tissue.cells);
  expect(data.counts.values).toEqual(tissue.counts.values);
});

test("findings are written beside what the file held", async () => {
  const data = await open(path);
  const out = join(folder, "out.h5ad");
  const codes = Int32Array.from(data.cells, (_, i) => i % 2);
  await data.write(out, { obs: { domain: codes }, obsm: { X_twice: data.positions } });
  const { obs } = await open(out);
  expect(obs.columns.get("domain")).toMatchObject({ kind: "category", codes, categories: ["0", "1"] });
  expect([...obs.columns.keys()]).toEqual(expect.arrayContaining([...data.obs.columns.keys()]));
  expect((await open(out, { positions: "obsm/X_twice" })).positions.values).toEqual(data.positions.values);
});

test("findings of another length are refused, and nothing is written", async () => {
  const data = await open(path);
  const out = join(folder, "wrong.h5ad");
  await expect(data.write(out, { obs: { domain: new Int32Array(3) } })).rejects.toThrow(
    /expected \[cells=60\], got \[3\]/,
  );
  await expect(open(out)).rejects.toThrow(/no such file/);
});
