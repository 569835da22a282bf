import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "cellscape";
import { clusterDomains } from "cellscape/domains";
import { writeDataset } from "cellscape/io";
import { fileTarget, open } from "cellscape/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { simulateTissue } from "../src/simulate/simulateTissue.ts";

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "cellscape-examples-"));
let printed: string[];

beforeAll(async () => {
  const tissue = simulateTissue({ cells: 300, genes: 60, domains: 3 }, createRandom(0));
  await writeDataset(fileTarget(join(folder, "tissue.h5ad")), tissue);
  const data = await open(join(folder, "tissue.h5ad"));
  const { refined } = await clusterDomains(data.positions, data.positions, 3);
  await data.write(join(folder, "result.h5ad"), { obs: { cellscape_domain: refined } });
  const { cells, genes } = { cells: ["a", "b"], genes: ["g"] };
  const json = { cells, genes, counts: [[1], [2]], positions: cells.map((_, i) => [i, 0]) };
  writeFileSync(join(folder, "tissue.json"), JSON.stringify(json));
});

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((...parts) => printed.push(parts.join(" ")));
  // What an example registers stays in modules of its own.
  vi.resetModules();
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(home);
  vi.restoreAllMocks();
  vi.resetModules();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs an example in a folder with `tissue.h5ad`, `tissue.json` and `result.h5ad`. */
const runs = {
  async figures() {
    await import("../examples/figures.ts");
    expect(readFileSync("layers.svg", "utf8")).toContain("middle");
    expect(readFileSync("contacts.svg", "utf8")).toContain("deep");
    expect([...readFileSync("layers.png").subarray(1, 4)]).toEqual([..."PNG"].map((letter) => letter.charCodeAt(0)));
  },
  async openResult() {
    await import("../examples/openResult.ts");
    const counts = printed.map((line) => Number(/: (\d+) cells$/.exec(line)?.[1]));
    expect(counts).toHaveLength(3);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(readFileSync("domains.svg", "utf8")).toContain("<svg");
  },
  async ownAnalysis() {
    await import("../examples/ownAnalysis.ts");
    expect(readFileSync("counted/tables/sizes.csv", "utf8")).toMatch(/^domain,cells\n(?:[123],\d+\n){3}$/);
  },
  async ownMethod() {
    await import("../examples/ownMethod.ts");
    expect(readFileSync("blurred/domains.csv", "utf8").trim().split("\n")).toHaveLength(301);
    expect((await open("blurred/result.h5ad")).obs.columns.get("cellscape_domain")).toMatchObject({
      categories: ["1", "2", "3"],
    });
  },
  async ownNetwork() {
    await import("../examples/ownNetwork.ts");
    const domain = (await open("out.h5ad")).obs.columns.get("domain");
    expect(domain).toMatchObject({ kind: "category", categories: ["0", "1", "2"] });
    expect(readFileSync("domains.svg", "utf8")).toContain("<svg");
  },
  async ownReader() {
    await import("../examples/ownReader.ts");
    expect(printed).toEqual(["2 cells, 1 genes (cells-json)"]);
  },
  async runFile() {
    await import("../examples/runFile.ts");
    expect(printed.at(-1)).toMatch(/result\.h5ad$/);
    expect(readFileSync("results/report.html", "utf8")).toContain("<!doctype html>");
  },
  async runWithProgress() {
    await import("../examples/runWithProgress.ts");
    const sizes = printed.at(-1)?.split(",").map(Number) ?? [];
    expect(sizes).toHaveLength(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(200);
    expect(printed.length).toBeGreaterThan(5);
  },
} as const satisfies Record<string, () => Promise<void>>;

test.each(Object.entries(runs))("%s runs as it stands", (_, run) => run());

test("the documents quote examples that there are", () => {
  const pages = readdirSync(join(home, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => readFileSync(join(home, "docs", name), "utf8"));
  const quoted = pages.flatMap((page) =>
    Array.from(page.matchAll(/^<<< .*examples\/(\w+)\.ts$/gm), ([, name]) => name),
  );
  expect(quoted.filter((name) => !(name in runs))).toEqual([]);
  expect(new Set(quoted).size).toBeGreaterThan(5);
});

test("every example is run", () => {
  const files = readdirSync(join(home, "examples")).filter((name) => name.endsWith(".ts"));
  expect(Object.keys(runs).sort()).toEqual(files.map((name) => name.replace(/\.ts$/, "")).sort());
});
