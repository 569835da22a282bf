import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labelAt } from "../../src/data/labels.ts";
import type { Table } from "../../src/data/table.ts";
import { readH5ad } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { cellscape } from "./command.ts";
import { type Row, tableRows } from "./tables.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-compare-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const planted = [
  "--composition-shift",
  "1.5",
  "--shifted-types",
  "2",
  "--changed-genes",
  "6",
  "--expression-shift",
  "2",
];
const quick = ["--domains", "3", "--method", "smooth", "--cell-types", "cell_type", "--sample-key", "sample"];

const rowsOf = (out: string, name: string) => tableRows(at(out), name);

async function run(out: string, input: string, args: readonly string[]) {
  const outcome = await cellscape(["run", at(input), "--out", at(out), ...quick, ...args]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

beforeAll(async () => {
  const common = ["--genes", "60", "--domains", "3", "--types", "5", "--conditions", "2", "--seed", "3"];
  const eight = await cellscape([
    "simulate",
    "--out",
    at("eight.h5ad"),
    "--cells",
    "1600",
    "--sections",
    "8",
    ...common,
    ...planted,
  ]);
  expect(eight, eight.stderr).toMatchObject({ code: 0 });
  const two = await cellscape([
    "simulate",
    "--out",
    at("two.h5ad"),
    "--cells",
    "300",
    "--sections",
    "2",
    ...common,
    ...planted,
  ]);
  expect(two, two.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining("--sample-key sample") });
  const genes = Array.from({ length: 60 }, (_, u) => `Gene${`${u + 1}`.padStart(4, "0")}`);
  writeFileSync(at("sets.gmt"), `All of them\t\t${genes.join("\t")}\nFirst\t\t${genes.slice(0, 20).join("\t")}\n`);
});

test("planted shifts of cell types and genes are found with the sample as the unit", async () => {
  const { stderr } = await run("four", "eight.h5ad", [
    "--compare",
    "condition:Condition 1:Condition 2",
    "--gene-sets",
    at("sets.gmt"),
    "--compare-cells",
  ]);
  const byCells = rowsOf("four", "condition_genes_by_cells");
  const bySamples = rowsOf("four", "condition_genes");
  expect(new Set(byCells.map(({ of }) => of))).toEqual(new Set(["domain", "cell type"]));
  // Cells of one sample taken for replicates make differences look surer than samples do.
  const least = (rows: readonly Row[], column: string) => Math.min(...rows.map((row) => Number(row[column])));
  expect(least(byCells, "p_value_cells")).toBeLessThan(least(bySamples, "p_value"));
  expect(stderr).toContain("Condition 2 (4 samples) against Condition 1 (4), by obs/condition");
  const shifts = rowsOf("four", "composition_shifts").filter(({ what }) => what === "cell type of all cells");
  expect(shifts).toHaveLength(5);
  const truth = await readH5ad(await fileSource(at("eight.h5ad")));
  const label = (table: Table, column: string, row: number) => {
    const found = table.columns.get(column);
    return found && labelAt(found, row);
  };
  const planted = new Map(
    truth.cells.map((_, i) => [label(truth.obs, "cell_type", i), Number(label(truth.obs, "type_shift", i))]),
  );
  for (const { name, log2_ratio, p_adjusted } of shifts) {
    const shift = planted.get(name) ?? 0;
    if (shift === 0) continue;
    expect(Math.sign(Number(log2_ratio)), name).toBe(Math.sign(shift));
    expect(Number(p_adjusted), name).toBeLessThan(0.001);
  }
  const genes = rowsOf("four", "condition_genes").filter((row) => row.of === "cell type");
  const isFound = (gene: string, group: string | undefined) =>
    genes.some((row) => row.gene === gene && row.group === group && Number(row.p_adjusted) < 0.05);
  const changed = truth.genes.flatMap((gene, u) => {
    const shift = Number(label(truth.var, "expression_shift", u) ?? 0);
    return shift === 0 ? [] : [isFound(gene, label(truth.var, "changed_in_type", u))];
  });
  expect(changed.length).toBe(6);
  expect(changed.filter(Boolean).length).toBeGreaterThanOrEqual(5);
  for (const name of ["conditions_domains", "conditions_types"]) {
    expect(existsSync(at(`four/figures/${name}.svg`))).toBe(true);
  }
  expect(await readEntry(at("four/result.h5ad"), "uns/cellscape_comparison/from")).toBe("Condition 1");
  expect(await readEntry(at("four/result.h5ad"), "uns/cellscape_comparison/cell_types/pval")).toHaveLength(5);
});

test("with one sample a condition there are effect sizes, no p-values, and the reason is said", async () => {
  const { stderr } = await run("one", "two.h5ad", ["--compare", "condition"]);
  expect(stderr).toMatch(/warning: .*sample/);
  const shifts = rowsOf("one", "composition_shifts");
  expect(shifts.every(({ p_value }) => p_value === "")).toBe(true);
  expect(shifts.some(({ log2_ratio }) => Math.abs(Number(log2_ratio)) > 0.5)).toBe(true);
  const genes = rowsOf("one", "condition_genes");
  expect(genes.length).toBeGreaterThan(100);
  expect(genes.every(({ p_value }) => p_value === "")).toBe(true);
});

test.each([
  [
    "a column that is no attribute",
    ["--compare", "cell_type"],
    /--compare cell_type: expected a column with one value in all cells of each sample \(condition/,
  ],
  [
    "a condition that is not there",
    ["--compare", "condition:Condition 1:Mars"],
    /--compare condition:Condition 1:Mars: expected conditions of samples \(Condition 1, Condition 2\), got Mars/,
  ],
  ["half a contrast", ["--compare", "condition:Condition 1"], /--compare: expected column\[:from:to\]/],
])("%s is refused with what there is", async (_, args, message) => {
  const outcome = await cellscape(["run", at("two.h5ad"), "--out", at("refused"), ...quick, ...args]);
  expect(outcome.stderr).toMatch(message);
  expect(outcome.code).toBe(2);
  // Known before the work and not after it.
  expect(outcome.stderr).not.toContain("Normalising counts");
});

test("one sample has nothing to be compared with", async () => {
  const args = ["run", at("two.h5ad"), "--out", at("refused"), "--domains", "3", "--compare", "condition"];
  const { code, stderr } = await cellscape(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--compare: expected several samples, got one")]);
});
