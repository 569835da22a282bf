import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { cellscape, type Outcome } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-cohort-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);
const samples = ["n1", "n2", "n3", "n4"];
const fast = ["--threads", "1"];

async function cohort(...args: string[]): Promise<Outcome> {
  const outcome = await cellscape(["cohort", ...args]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

/** All jobs into one folder: a job for each group of samples, files in the order of `order`. */
async function pipeline(out: string, groups: readonly (readonly string[])[], order: readonly string[]): Promise<void> {
  const work = at(out, "work");
  const [plan, genes, model] = [join(work, "cohort.plan"), join(work, "genes.plan"), at(out, "fit/model.cellscape")];
  const each = async (job: string, folder: string, ...more: string[]) => {
    for (const group of groups) {
      const [only] = group;
      const input =
        group.length === 1
          ? [at("in", `${only}.h5ad`), "--sample", only]
          : ["--samples", at("in/sheet.csv"), "--only", group.join(",")];
      await cohort(job, ...input, "--out", folder, ...more);
    }
  };
  const all = (ending: string, folder = work) => order.map((sample) => join(folder, `${sample}.${ending}`));
  await each("prepare", work);
  const settings = ["--domains", "3", "--epochs", "3", "--seeds", "1", "--variant", "spatial-only", "--genes", "30"];
  await cohort("merge", ...all("stats"), "--out", genes, ...settings);
  await each("rank", work, "--plan", genes);
  await cohort("plan", ...all("ranks"), "--plan", genes, "--out", plan, "--sketch-cells", "800");
  await each("sketch", work, "--plan", plan);
  await cohort("fit", ...all("sketch"), "--plan", plan, "--out", at(out, "fit"), ...fast);
  await each("apply", at(out, "results"), "--plan", plan, "--model", model, "--no-figures", ...fast);
  const counts = all("counts", at(out, "results"));
  const fit = at(out, "fit/fit.json");
  const sheet = ["--samples", at("in/sheet.csv"), "--compare", "condition"];
  await cohort("gather", ...counts, "--plan", plan, "--fit", fit, "--out", at(out, "cohort"), ...sheet);
}

/** SHA-256 of every file but manifests, which hold times. */
function digests(out: string): Record<string, string> {
  const files = readdirSync(at(out), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ name, parentPath }) => join(parentPath, name))
      .filter((path) => !path.endsWith("manifest.json"))
      .sort()
      .map((path) => [path.slice(at(out).length), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

beforeAll(async () => {
  mkdirSync(at("in"));
  for (const [s, sample] of samples.entries()) {
    const tissue = simulateTissue({ cells: 900 - 200 * s, genes: 40, domains: 3, signal: 2 }, createRandom(4));
    await writeDataset(fileTarget(at("in", `${sample}.h5ad`)), tissue);
  }
  const lines = samples.map((sample, s) => `${sample}.h5ad,${sample},${s % 2 === 0 ? "healthy" : "ill"}`);
  writeFileSync(at("in/sheet.csv"), ["path,sample,condition", ...lines, ""].join("\n"));
  await pipeline(
    "alone",
    samples.map((sample) => [sample]),
    samples,
  );
}, 600_000);

test("jobs of several samples, files in another order and another folder give the same bytes", async () => {
  await pipeline("grouped", [["n3"], ["n4", "n1", "n2"]], ["n2", "n4", "n1", "n3"]);
  const [one, other] = [digests("alone"), digests("grouped")];
  expect(Object.keys(one).length).toBeGreaterThan(30);
  expect(other).toEqual(one);
}, 600_000);

test("the tables hold every sample and domain, and the comparison that was requested", () => {
  const table = (name: string) =>
    readFileSync(at("alone/cohort/tables", `${name}.csv`), "utf8")
      .trimEnd()
      .split("\n");
  expect(
    table("composition")
      .slice(1)
      .map((line) => line.split(",").slice(0, 2).join()),
  ).toEqual(samples.flatMap((sample) => ["1", "2", "3"].map((domain) => `${sample},${domain}`)));
  const cells = table("composition")
    .slice(1)
    .reduce((sum, line) => sum + Number(line.split(",")[2]), 0);
  expect(cells).toBe(900 + 700 + 500 + 300);
  expect(table("composition_shifts")[1]).toMatch(/^1,healthy,ill,/);
  const record = JSON.parse(readFileSync(at("alone/cohort/cohort.json"), "utf8"));
  expect(record).toMatchObject({ complete: true, cells, compared: { conditions: ["healthy", "ill"] } });
  expect(readFileSync(at("alone/cohort/report.html"), "utf8")).toContain("Condition comparison");
  expect(JSON.stringify(record)).not.toContain(folder);
});

test("covariates of the sheet adjust the comparison, and those that it lacks are refused", async () => {
  const ages = [50, 61, 58, 74];
  const lines = samples.map((sample, s) => `${sample}.h5ad,${sample},${s % 2 === 0 ? "healthy" : "ill"},${ages[s]}`);
  writeFileSync(at("in/ages.csv"), ["path,sample,condition,age", ...lines, ""].join("\n"));
  const counts = samples.map((sample) => at("alone/results", `${sample}.counts`));
  const files = ["--plan", at("alone/work/cohort.plan"), "--fit", at("alone/fit/fit.json")];
  const compare = ["--samples", at("in/ages.csv"), "--compare", "condition", "--adjust"];
  await cohort("gather", ...counts, ...files, ...compare, "age", "--out", at("adjusted"));
  const shifts = (out: string) => readFileSync(at(out, "tables/composition_shifts.csv"), "utf8").trimEnd().split("\n");
  const [plain, adjusted] = [shifts("alone/cohort"), shifts("adjusted")];
  expect(adjusted).toHaveLength(plain.length);
  expect(adjusted[1]).not.toBe(plain[1]);
  const record = JSON.parse(readFileSync(at("adjusted/cohort.json"), "utf8"));
  expect(record.compared.adjusted_for).toEqual([expect.stringContaining("age")]);
  expect(readFileSync(at("adjusted/report.html"), "utf8")).toContain("Adjusted for");
  const refused = await cellscape([
    "cohort",
    "gather",
    ...counts,
    ...files,
    ...compare,
    "donor",
    "--out",
    at("refused"),
  ]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/--adjust.*donor/);
});

test("a sample that comes later is applied and gathered, and no other file changes", async () => {
  const before = digests("alone");
  const late = simulateTissue({ cells: 400, genes: 40, domains: 3, signal: 2 }, createRandom(4));
  await writeDataset(fileTarget(at("in/late.h5ad")), late);
  const plan = ["--plan", at("alone/work/cohort.plan")];
  const model = ["--model", at("alone/fit/model.cellscape")];
  await cohort(
    "apply",
    at("in/late.h5ad"),
    "--sample",
    "late",
    ...plan,
    ...model,
    "--out",
    at("late"),
    "--no-figures",
    ...fast,
  );
  const counts = [...samples.map((name) => at("alone/results", `${name}.counts`)), at("late/late.counts")];
  await cohort("gather", ...counts, ...plan, "--fit", at("alone/fit/fit.json"), "--out", at("late/cohort"));
  expect(digests("alone")).toEqual(before);
  expect(readFileSync(at("late/cohort/tables/samples.csv"), "utf8")).toMatch(/^late,400,400,no,/m);
});

test("of several samples a bad one leaves the others done, and the exit code says so", async () => {
  mkdirSync(at("bad"));
  copyFileSync(at("in/n1.h5ad"), at("bad/n1.h5ad"));
  writeFileSync(at("bad/n2.h5ad"), "no tissue");
  writeFileSync(at("bad/sheet.csv"), "path,sample\nn2.h5ad,n2\nn1.h5ad,n1\n");
  const { code, stdout } = await cellscape([
    "cohort",
    "prepare",
    "--samples",
    at("bad/sheet.csv"),
    "--out",
    at("bad/work"),
  ]);
  expect(code).toBe(2);
  expect(stdout).toContain("n2: failed:");
  expect(readdirSync(at("bad/work"))).toEqual(["n1.stats"]);
});

test.each([
  [
    "a setting of another job",
    () => ["fit", at("alone/work/n1.sketch"), "--plan", at("alone/work/cohort.plan"), "--domains", "4"],
    /cohort fit: expected no --domains; give it to cohort merge/,
  ],
  [
    "a file of another job",
    () => ["plan", at("alone/work/n1.stats"), "--plan", at("alone/work/genes.plan")],
    /n1\.stats: expected a file that cellscape .* wrote \(cohort rank\)/,
  ],
  [
    "a missing sample",
    () => ["plan", at("alone/work/n1.ranks"), "--plan", at("alone/work/genes.plan")],
    /got none for 3 of 4 \(n2, n3, n4\)/,
  ],
  [
    "an input that changed",
    () => ["rank", at("in/n2.h5ad"), "--sample", "n1", "--plan", at("alone/work/genes.plan")],
    /n1: expected the input that cohort prepare read, got another/,
  ],
  [
    "a name with a blank",
    () => ["prepare", at("in/n1.h5ad"), "--sample", "n 1"],
    /expected a name that begins with a letter or digit and has no blanks, got "n 1"/,
  ],
  [
    "a method whose models cannot be applied, before any sample is read",
    () => ["run", at("in/n1.h5ad"), at("in/n2.h5ad"), "--method", "smooth"],
    /^cellscape: --method smooth: expected a method whose models can be applied.*choose .*cellscape/,
  ],
  ["a job that is none", () => ["train", at("in/n1.h5ad")], /expected a job \(run, .*gather\), got train/],
  ["no plan", () => ["sketch", at("in/n1.h5ad"), "--sample", "n1"], /--plan: expected a file, got none/],
])("%s is refused: exit code 2", async (_, args, message) => {
  const outcome = await cellscape(["cohort", ...args(), "--out", at("refused")]);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(message);
});

test("a damaged file is refused with the job that makes it again", async () => {
  const bytes = readFileSync(at("alone/work/n1.sketch"));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(at("damaged.sketch"), bytes);
  const { code, stderr } = await cellscape([
    ...["cohort", "fit", at("damaged.sketch"), "--plan", at("alone/work/cohort.plan"), "--out", at("refused")],
  ]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/damaged\.sketch: expected a file that cellscape .* damaged one; run cohort sketch again/);
});

test("plan --json states cells, memory and time of the jobs that follow", async () => {
  const ranks = samples.map((sample) => at("alone/work", `${sample}.ranks`));
  const { stdout } = await cohort(
    "plan",
    ...ranks,
    "--plan",
    at("alone/work/genes.plan"),
    "--out",
    at("sized.plan"),
    "--json",
  );
  const { samples: sized, fit, gather } = JSON.parse(stdout);
  expect(sized.map(({ sample, cells }: { sample: string; cells: number }) => [sample, cells])).toEqual([
    ["n1", 900],
    ["n2", 700],
    ["n3", 500],
    ["n4", 300],
  ]);
  expect(fit.cells).toBe(2400);
  for (const job of [fit, gather, sized[0].rank, sized[0].sketch, sized[0].apply]) {
    expect(job.memoryMb).toBeGreaterThan(100);
    expect(job.cpuSeconds).toBeGreaterThan(0);
  }
});
