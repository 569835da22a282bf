import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-export-"));
afterAll(() => rmSync(folder, { recursive: true }));
const tissue = join(folder, "tissue.h5ad");
const out = join(folder, "out");

beforeAll(async () => {
  await cellscape(["simulate", "--out", tissue, "--cells", "200", "--genes", "20", "--domains", "3"]);
});

test("groups of any column are exported, and each line names a file that is there", async () => {
  const { code, stdout, stderr } = await cellscape([
    ...["export", tissue, "--to", "geojson, loupe,zarr", "--out", out, "--column", "domain"],
  ]);
  expect(code, stderr).toBe(0);
  const names = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(": ")[0]);
  expect(names).toEqual(["domains.geojson", "loupe_domains.csv", "result.zarr"].map((name) => join(out, name)));
  for (const name of names) expect(existsSync(name)).toBe(true);
  expect(JSON.parse(readFileSync(names[0], "utf8")).features.length).toBe(3);
});

test.each([
  [["--to", "geojson,qupath"], "--to: expected some of zarr, spatialdata"],
  [["--to", "geojson", "--column", "layer"], "expected layer in obs, got "],
  [["--to", "geojson"], "expected cellscape_domain in obs, got "],
  [["--to", "vitessce", "--column", "domain", "--url", "here"], "--url: expected an address"],
])("export %j is refused with the way out", async (args, message) => {
  const { code, stderr } = await cellscape(["export", tissue, "--out", join(folder, "refused"), ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(join(folder, "refused"))).toBe(false);
});
