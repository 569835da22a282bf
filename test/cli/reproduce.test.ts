import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-reproduce-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const tissue = at("tissue.h5ad");

async function succeed(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cellscape(args);
  expect(code, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  await succeed(["simulate", "--out", tissue, "--cells", "300", "--genes", "20", "--domains", "3"]);
  await succeed(["run", tissue, "--method", "smooth", "--domains", "3", "--no-timings", "--out", at("run")]);
});

test("a run is reproduced byte by byte, with the input where it was or given", async () => {
  expect(await succeed(["reproduce", at("run/manifest.json")])).toMatch(
    /^same bytes: .* \(cellscape .*, engine none\)\n$/,
  );
  mkdirSync(at("moved"));
  renameSync(tissue, at("moved/tissue.h5ad"));
  const { code, stderr } = await cellscape(["reproduce", at("run/manifest.json")]);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("name it with --input") });
  expect(await succeed(["reproduce", at("run/manifest.json"), "--input", at("moved/tissue.h5ad")])).toMatch(
    /^same bytes/,
  );
  renameSync(at("moved/tissue.h5ad"), tissue);
});

test("a run with timings is reproduced value by value", async () => {
  await succeed(["run", tissue, "--method", "smooth", "--domains", "3", "--out", at("timed")]);
  expect(await succeed(["reproduce", at("timed/manifest.json"), "--out", at("again")])).toMatch(/^same values/);
});

test("other settings differ, and the first stage that differs comes first", async () => {
  const manifest = JSON.parse(readFileSync(at("run/manifest.json"), "utf8"));
  manifest.options.smooth = { rounds: 5 };
  writeFileSync(at("run/other.json"), JSON.stringify(manifest));
  const { code, stdout } = await cellscape(["reproduce", at("run/other.json")]);
  expect(stdout).toMatch(/^different.*\n {2}embedding, obsm\/X_cellscape_spatial: largest difference /);
  expect(code).toBe(1);
});

test("a table of other values is named with its column, though result.h5ad is the same", async () => {
  cpSync(at("run"), at("edited"), { recursive: true });
  const table = at("edited/domains.csv");
  const [header, ...rows] = readFileSync(table, "utf8").split("\n");
  const column = header.split(",").indexOf("confidence");
  const fields = rows[0].split(",").map((field, j) => (j === column ? "0.123" : field));
  writeFileSync(table, [header, fields.join(","), ...rows.slice(1)].join("\n"));
  const { code, stdout } = await cellscape(["reproduce", at("edited/manifest.json")]);
  expect(stdout).toMatch(/^different.*\n {2}domains, domains\.csv, column confidence: largest difference 0\.\d+ .*\n$/);
  expect(code).toBe(1);
  rmSync(table);
  expect(await succeed(["reproduce", at("edited/manifest.json")])).toMatch(
    /^same .*\n {2}not compared.*: domains\.csv\n$/,
  );
});

test("another input is refused before the work", async () => {
  const other = at("other.h5ad");
  await succeed(["simulate", "--out", other, "--cells", "300", "--genes", "20", "--domains", "3", "--seed", "1"]);
  const { code, stderr } = await cellscape(["reproduce", at("run/manifest.json"), "--input", other]);
  expect(stderr).toMatch(/other\.h5ad: expected the input of the run \(sha256 [0-9a-f]{64}\), got [0-9a-f]{64}/);
  expect(code).toBe(2);
});

test("a manifest gives the settings of its run to another run, and the command line takes precedence", async () => {
  const config = ["--config", at("run/manifest.json")];
  await succeed(["run", tissue, ...config, "--no-timings", "--out", at("configured")]);
  expect(readFileSync(at("configured/result.h5ad"))).toEqual(readFileSync(at("run/result.h5ad")));
  await succeed(["run", tissue, ...config, "--domains", "2", "--out", at("fewer")]);
  expect(JSON.parse(readFileSync(at("fewer/manifest.json"), "utf8")).options).toMatchObject({
    domains: 2,
    method: "smooth",
  });
});
