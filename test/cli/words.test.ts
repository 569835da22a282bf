import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cohortJobs } from "../../src/session/options/cohort.ts";
import { runOptions } from "../../src/session/options/run.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-words-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command prints when all is well. */
async function said(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cellscape(args);
  expect(code, stderr).toBe(0);
  return stdout;
}

describe("help", () => {
  test("--version prints the version of the package and nothing else", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await said(["--version"])).toBe(`${version}\n`);
  });

  test("the first page names every command and where to start", async () => {
    const help = await said(["--help"]);
    for (const name of ["run", "score", "inspect", "simulate", "demo"])
      expect(help).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(help).toContain("cellscape demo --out demo");
  });

  test("the short help of run is one screen and says where the rest is", async () => {
    const help = await said(["run", "--help"]);
    expect(help.split("\n").length).toBeLessThan(50);
    expect(help).toMatch(/--out <path>/);
    expect(help).toContain("cellscape run --help all");
    expect(help).not.toContain("--weight-decay");
  });

  test("the whole help of run has every option once, with its default", async () => {
    const help = await said(["run", "--help", "all"]);
    for (const { heading, table } of runOptions()) {
      for (const name of Object.keys(table)) {
        const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
        const lines = help.match(new RegExp(`^  ${flag.replace(".", "\\.")}( |$)`, "gm")) ?? [];
        // Those without a heading are short forms of others.
        expect(lines, flag).toHaveLength(heading === "" ? 0 : 1);
      }
    }
    expect(help).toMatch(/^ {2}--cellscape\.epochs <.+>/m);
    expect(help).toMatch(/--domains <K\|auto> .*\n?.*default: auto/);
  });
});

test("each job of a cohort has help of its own, with the options that it takes", async () => {
  for (const job of cohortJobs) {
    const help = await said(["cohort", job, "--help"]);
    expect(help).toContain(`Usage: cellscape cohort ${job} `);
    expect(help).toContain(`cellscape cohort ${job} `);
    expect(help.split("\n").length, job).toBeLessThan(60);
  }
  const split = await said(["cohort", "split", "--help"]);
  expect(split).toContain("--sample-key <column>");
  expect(split).not.toMatch(/--(domains|model|plan|threads) /);
  expect(await said(["cohort", "apply", "--help", "all"])).toContain("--threads <");
  expect(await said(["cohort", "merge", "--help"])).toContain("--domains <K|auto>");
  expect(await said(["cohort", "--help"])).toContain("Usage: cellscape cohort <job>");
});

describe("from a simulated tissue to its scores", () => {
  // With a space, so that the suggested command must quote it.
  const tissue = join(folder, "my tissue.h5ad");
  const found = join(folder, "found");
  beforeAll(async () => {
    const made = await said(["simulate", "--out", tissue, "--cells", "600", "--genes", "30", "--domains", "3"]);
    expect(made).toContain(`${tissue}: 600 cells x 30 genes`);
  });

  test("inspect says what the file holds, and its command runs", async () => {
    const lines = (await said(["inspect", tissue])).split("\n");
    expect(lines[0]).toMatch(/my tissue\.h5ad: h5ad .*, 600 cells x 30 genes$/);
    expect(lines).toContain("counts: X");
    expect(lines).toContain("positions: obsm/spatial");
    expect(lines.join("\n")).toMatch(/^labels: .*domain \(3\)/m);
    const command = lines.find((line) => line.startsWith("run: "))?.slice("run: ".length);
    expect(command).toMatch(/^cellscape run '[^']*my tissue\.h5ad' --out '[^']*my tissue-cellscape'$/);
    const inspection = JSON.parse(await said(["inspect", tissue, "--json"]));
    const { cells, genes, entries, memoryMb } = inspection;
    expect({ cells, genes }).toEqual({ cells: 600, genes: 30 });
    expect(entries).toBeLessThan(600 * 30);
    expect(Object.keys(memoryMb.run)).toEqual(["read", "prepare", "train", "cluster", "write", "all"]);
    expect(Object.keys(memoryMb.apply)).toEqual(["read", "prepare", "cluster", "write", "all"]);
    const { all, ...stages } = memoryMb.run;
    expect(all).toBe(Math.max(...Object.values<number>(stages)));
    expect(inspection.command[0]).toBe("cellscape");
    const args = inspection.command.map((each: string) => (each === "my tissue-cellscape" ? found : each));
    await said([...args.slice(1), "--method", "smooth", "--domains", "3"]);
  });

  test("score compares the domains before and after the vote with the truth", async () => {
    const result = join(found, "result.h5ad");
    const table = await said(["score", result, "--truth", "domain"]);
    expect(table).toMatch(/^600 of 600 cells scored against domain \(3 labels\)\n/);
    expect(table).toMatch(/\ncellscape_domain_raw +3( +0\.\d{4}){3}\ncellscape_domain +3( +0\.\d{4}){3}\n$/);
    const { rows } = JSON.parse(await said(["score", result, "--truth", "domain", "--json"]));
    const printed = table
      .trimEnd()
      .split("\n")
      .slice(2)
      .map((line) => line.split(/ +/).slice(2).map(Number));
    type Row = { nmi: number; homogeneity: number; ari: number };
    rows.forEach(({ nmi, homogeneity, ari }: Row, row: number) => {
      [nmi, homogeneity, ari].forEach((value, k) => {
        expect(printed[row][k]).toBeCloseTo(value, 4);
      });
    });
    // Clearly better than chance on a tissue made of these domains.
    expect(rows[1].nmi).toBeGreaterThan(0.5);
  });

  test("a column scored against itself is perfect, with labels ignored as asked", async () => {
    const self = ["score", tissue, "--truth", "domain", "--column", "domain", "--json"];
    const all = JSON.parse(await said(self));
    expect(all.rows).toEqual([{ column: "domain", domains: 3, nmi: 1, homogeneity: 1, ari: 1 }]);
    const fewer = JSON.parse(await said([...self, "--ignore", "Layer 1"]));
    expect(fewer).toMatchObject({ cells: 600, classes: 2, rows: [{ domains: 2, ari: 1 }] });
    expect(fewer.scored).toBeLessThan(600);
  });

  test("score without domains says how to name them", async () => {
    const { code, stderr } = await cellscape(["score", tissue, "--truth", "domain"]);
    expect(stderr).toMatch(/expected cellscape_domain in obs, got domain, cell_type, sample; .*--column/);
    expect(code).toBe(2);
  });
});
