import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { pickRows } from "../../src/data/pickRows.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";
import { selectRows } from "../../src/preprocess/select.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape, type Outcome } from "./command.ts";
import { tableRows } from "./tables.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-adjust-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const quick = ["--domains", "3", "--method", "smooth", "--cell-types", "cell_type", "--compare", "condition"];
const sheet = ["--samples", at("sheet.csv")];
const PER_SAMPLE = 80;
let paired: Outcome;

/** Four donors with a sample of each condition, one file a sample, and a sheet of what is known of them. */
beforeAll(async () => {
  const made = simulateTissue(
    {
      ...{ cells: 8 * PER_SAMPLE, genes: 24, domains: 3, cellTypes: 4, samples: 8, conditions: 2 },
      ...{ donors: 4, donorSpread: 0.8, compositionShift: 1.5, shiftedTypes: 1 },
    },
    createRandom(5),
  );
  const ages = [61.5, 70, 55, 83, 66, 59, 72, 48];
  const weights = [71.5, 80, 65.2, 90, 77, 68.1, 59, 84];
  const halves = ["first", "first", "first", "second", "first", "first", "second", "second"];
  // Of the samples of the second half, one site has the only WT.
  const sites = ["x", "x", "y", "x", "y", "x", "y", "x"];
  const lines = ["path,sample,condition,donor,number,age,drug,dose,weight,slide,half,site,lab,animal"];
  for (let s = 0; s < 8; s++) {
    const rows = Uint32Array.from({ length: PER_SAMPLE }, (_, i) => s * PER_SAMPLE + i);
    const condition = ["WT", "AD"][s % 2];
    await writeDataset(fileTarget(at(`s${s}.h5ad`)), {
      ...made,
      cells: Array.from(rows, (_, i) => `cell${i}`),
      counts: selectRows(made.counts, rows),
      positions: {
        ...made.positions,
        rows: PER_SAMPLE,
        values: made.positions.values.slice(2 * rows[0], 2 * (rows[0] + PER_SAMPLE)),
      },
      obs: { rows: PER_SAMPLE, columns: new Map([["cell_type", pickRows(made.obs.columns.get("cell_type")!, rows)]]) },
    });
    const donor = Math.floor(s / 2) + 1;
    lines.push(
      `s${s}.h5ad,s${s},${condition},D${donor},${donor},${ages[s]},drug ${s % 2},${0.5 + (s % 2)},${s === 3 ? "" : weights[s]},${s + 1},${halves[s]},${sites[s]},lab,${["P", "Q"][s % 2]}${s >> 2}`,
    );
  }
  writeFileSync(at("sheet.csv"), `${lines.join("\n")}\n`);
  paired = await run("paired", ["--adjust", "donor", "--report"]);
});

const rowsOf = (out: string, name: string) => tableRows(at(out), name);

async function run(out: string, args: readonly string[]) {
  const outcome = await cellscape(["run", ...sheet, "--out", at(out), ...quick, ...args]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

test("paired samples are adjusted for their donor, and every result says so", async () => {
  expect(paired.stderr).toContain("by obs/condition, adjusted for donor (4 groups)");
  await run("plain", []);
  const typesOf = (out: string) =>
    rowsOf(out, "composition_shifts").filter(({ what }) => what === "cell type of all cells");
  const least = (out: string) => Math.min(...typesOf(out).map(({ p_value }) => Number(p_value)));
  expect(least("paired")).toBeLessThan(0.01);
  expect(least("plain")).toBeGreaterThan(10 * least("paired"));
  typesOf("paired").forEach((row, t) => {
    const plain = typesOf("plain")[t];
    expect([row.adjusted_for, row.share_from]).toEqual(["donor (4 groups)", plain.share_from]);
    // In a balanced design the difference stays, and what is known of it grows.
    expect(Number(row.difference)).toBeCloseTo(Number(plain.difference), 6);
    expect(plain.adjusted_for).toBeUndefined();
  });
  expect(rowsOf("paired", "condition_genes").every((row) => row.adjusted_for === "donor (4 groups)")).toBe(true);
  expect(await readEntry(at("paired/result.h5ad"), "uns/cellscape_comparison/adjusted_for")).toEqual([
    "donor (4 groups)",
  ]);
  const report = readFileSync(at("paired/report.html"), "utf8");
  expect(report).toContain("Adjusted difference of the share of cells");
  expect(report).toContain("adjusted by a linear model of the samples for donor (4 groups)");
  expect(report).toContain("Adjusted for donor (4 groups).");
  const manifest = JSON.parse(readFileSync(at("paired/manifest.json"), "utf8"));
  expect(manifest.options.adjust).toEqual(["donor"]);
});

test("numbers are a slope, whole numbers that recur are what the user says, and both go together", async () => {
  const { stderr } = await run("both", ["--adjust", "number:groups,age"]);
  expect(stderr).toContain("adjusted for number (4 groups), age (a number)");
  const [row] = rowsOf("both", "composition_shifts");
  expect(row.adjusted_for).toBe("number (4 groups); age (a number)");
  expect(Number(row.p_value)).toBeGreaterThan(0);
});

test("what is told by other columns already is said, and changes nothing", async () => {
  const { stderr } = await run("twice", ["--adjust", "donor,number:number"]);
  expect(stderr).toContain("adjusted for donor (4 groups), number (a number, collinear with the others)");
  const pValues = (out: string) => rowsOf(out, "composition_shifts").map(({ p_value }) => p_value);
  expect(pValues("twice")).toEqual(pValues("paired"));
});

test.each([
  [
    "a column that is the condition by another name",
    "drug",
    /--adjust drug: expected a column that does not determine the condition \(WT or AD\), got WT: s0 \(drug 0\), s2 \(drug 0\).*AD: s1 \(drug 1\).*leave it out, or add samples(?!.*hardly replicates)/,
  ],
  [
    "a donor of sections in one condition each",
    "animal",
    /--adjust animal: .*leave it out.*; samples of one animal are hardly replicates/,
  ],
  [
    "a number that is the condition",
    "donor,dose",
    /--adjust dose: expected a column that does not determine the condition \(WT or AD\)/,
  ],
  [
    "whole numbers that recur",
    "number",
    /--adjust number: .*got the whole numbers 1, 2, 3, 4; write number:groups where they are names, as of donors, or number:number/,
  ],
  ["whole numbers that count the samples", "slide", /--adjust slide: .*write slide:groups/],
  [
    "a column that no sample has",
    "sex",
    /--adjust sex: expected a column with one value in all cells of each sample \(condition, donor/,
  ],
  [
    "a sample that lacks a value",
    "weight",
    /--adjust weight: expected a value for every sample that has a condition, got none for s3; fill it in, or leave their condition empty/,
  ],
  ["text as a number", "donor:number", /--adjust donor:number: expected numbers, got D1/],
  [
    "each sample a group of its own",
    "age:groups",
    /--adjust age: expected a column that does not determine the condition \(WT or AD\).*or write age:number/,
  ],
])("%s is refused before the work", async (_, adjust, message) => {
  const { code, stderr } = await cellscape(["run", ...sheet, "--out", at("refused"), ...quick, "--adjust", adjust]);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(stderr).not.toContain("Normalising counts");
});

test("adjusting without a comparison is refused", async () => {
  const args = ["run", ...sheet, "--out", at("refused"), "--domains", "3", "--adjust", "donor"];
  const { code, stderr } = await cellscape(args);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("--adjust: expected conditions whose comparison it adjusts"),
  ]);
});

test("with --subset, the samples that are left are what must have values and tell the conditions apart", async () => {
  const { stderr } = await run("heavy", ["--adjust", "weight", "--subset", "half=first"]);
  expect(stderr).toContain("adjusted for weight (a number)");
  const out = ["--out", at("refused")];
  const { code, stderr: refused } = await cellscape([
    ...["run", ...sheet, ...out, ...quick, "--adjust", "site"],
    ...["--subset", "half=second"],
  ]);
  expect([code, refused]).toEqual([
    2,
    expect.stringContaining("--adjust site: expected a column that does not determine the condition"),
  ]);
  expect(refused).not.toContain("Normalising counts");
});

test("a column of one value is told to say nothing", async () => {
  const { stderr } = await run("one", ["--adjust", "donor,lab"]);
  expect(stderr).toContain("adjusted for donor (4 groups), lab (1 group, collinear with the others)");
});
