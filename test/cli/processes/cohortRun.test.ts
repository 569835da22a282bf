import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { cellscapeProcess } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-cohort-run-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);
const samples = ["n1", "n2", "n3"];
const settings = ["--domains", "3", "--epochs", "2", "--seeds", "1", "--variant", "spatial-only", "--no-figures"];

const runInto = (out: string, sheet: string, ...more: string[]) =>
  cellscapeProcess([
    ...["cohort", "run", "--samples", at("in", sheet), "--out", at(out), "--threads", "2", "--progress", "plain"],
    ...settings,
    ...more,
  ]);

/** SHA-256 of model, results, tables and report. */
function digests(out: string): Record<string, string> {
  const wanted =
    /(model\.cellscape|fit\.json|result\.h5ad|domains\.csv|\.counts|tables\/.*\.csv|report\.html|cohort\.json|status\.csv)$/;
  const files = readdirSync(at(out), { recursive: true, encoding: "utf8" }).filter((name) => wanted.test(name));
  return Object.fromEntries(
    files.sort().map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(at(out, name)))
        .digest("hex"),
    ]),
  );
}

beforeAll(async () => {
  mkdirSync(at("in"));
  for (const [s, sample] of samples.entries()) {
    const tissue = simulateTissue({ cells: 500 - 100 * s, genes: 40, domains: 3, signal: 2 }, createRandom(4));
    await writeDataset(fileTarget(at("in", `${sample}.h5ad`)), tissue);
  }
  writeFileSync(at("in/broken.h5ad"), "no tissue");
  const lines = samples.map((sample) => `${sample}.h5ad,${sample}`);
  writeFileSync(at("in/sheet.csv"), ["path,sample", ...lines, ""].join("\n"));
  writeFileSync(at("in/bad.csv"), ["path,sample", ...lines.toReversed(), "broken.h5ad,broken", ""].join("\n"));
  const outcome = await runInto("whole", "sheet.csv");
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
}, 600_000);

test("every job runs, and the results of all samples and of the cohort are there", () => {
  for (const sample of samples) expect(existsSync(at("whole/samples", sample, "result.h5ad"))).toBe(true);
  expect(readFileSync(at("whole/status.csv"), "utf8")).toBe(
    "sample,status,error,message\nn1,done,,\nn2,done,,\nn3,done,,\n",
  );
  expect(JSON.parse(readFileSync(at("whole/cohort.json"), "utf8"))).toMatchObject({ complete: true, cells: 1200 });
});

test("a killed run that is resumed ends with the same bytes", async () => {
  const killed = await cellscapeProcess(
    [
      ...[
        "cohort",
        "run",
        "--samples",
        at("in/sheet.csv"),
        "--out",
        at("killed"),
        "--threads",
        "2",
        "--progress",
        "plain",
      ],
      ...settings,
    ],
    { watch: (stderr, kill) => void (stderr.includes("cohort sketch") && kill("SIGKILL")) },
  );
  expect(killed.code).toBeUndefined();
  expect(existsSync(at("killed/cohort.json"))).toBe(false);
  const resumed = await runInto("killed", "sheet.csv", "--resume");
  expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
  expect(resumed.stderr).not.toContain("cohort prepare");
  expect(digests("killed")).toEqual(digests("whole"));
}, 600_000);

test("a sample that cannot be read leaves the others done, with its own line and exit code 2", async () => {
  const { code, stdout } = await runInto("bad", "bad.csv");
  expect(code).toBe(2);
  expect(stdout).toContain("3 of 4 samples are done");
  expect(readFileSync(at("bad/status.csv"), "utf8")).toMatch(/^broken,failed in prepare,bad-data,/m);
  const { "status.csv": _, ...found } = digests("bad");
  const { "status.csv": __, ...expected } = digests("whole");
  expect(found).toEqual(expected);
}, 600_000);

test("other settings in the same folder are refused with --resume", async () => {
  const { code, stderr } = await runInto("whole", "sheet.csv", "--resume", "--seed", "1");
  expect(code).toBe(2);
  expect(stderr).toMatch(/--resume: expected the settings of the cohort in .*whole, got others/);
}, 600_000);
