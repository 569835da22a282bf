import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { readUns } from "../../../src/io/anndata/uns.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { analyzeFile } from "../../../src/session/analyzeFile.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { runFile } from "../../../src/session/runFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { soon } from "../chromium.ts";
import { explorerPages } from "./explorerPage.ts";

const pages = explorerPages(async (folder) => {
  const tissue = join(folder, "tissue.h5ad");
  await simulateFile(nodeHost, tissue, { cells: 500, genes: 120, domains: 4, seed: 0 });
  const config = parseConfig({ method: "smooth", domains: 4, noFigures: true });
  await runFile(nodeHost, tissue, { config, out: join(folder, "run") });
});
const result = () => join(pages.folder, "run/result.h5ad");

async function unfold(page: Page, id: string): Promise<void> {
  await page.locator(`#panel-${id}`).evaluate((panel) => {
    (panel as HTMLDetailsElement).open = true;
  });
}

/** Unfold the analyses and choose some. */
async function choose(page: Page, ...names: string[]): Promise<void> {
  await unfold(page, "analyses");
  await page.waitForSelector("#analysis-column");
  for (const name of names) await page.check(`input[name=analysis][value="${name}"]`);
}

test("analyses that are chosen for an open result have the tables that the command line writes, and are saved", async () => {
  const page = await pages.open("run/result.h5ad");
  await choose(page, "markers", "neighborhoods");
  await page.click("#compute-analyses");
  const sheet = page.locator("dialog.analysis");
  await sheet.waitFor();
  expect(await sheet.locator("h2").textContent()).toBe("markers, neighborhoods");
  expect(await sheet.locator("section > h3").allTextContents()).toEqual(
    expect.arrayContaining(["Domain marker genes", "Neighbourhoods and shared borders"]),
  );
  expect(await sheet.locator("figure svg").count()).toBeGreaterThan(0);
  const rows = await sheet.locator(".table tbody tr").count();
  expect(rows).toBeGreaterThan(0);
  const [zip] = await Promise.all([page.waitForEvent("download"), page.click("#save-analysis")]);
  const entries = await new ZipReader(new BlobReader(new Blob([readFileSync(await zip.path())]))).getEntries();
  const tables = new Map<string, string>();
  for (const entry of entries) {
    if (entry.filename.startsWith("tables/") && !entry.directory) {
      tables.set(entry.filename, await entry.getData(new TextWriter()));
    }
  }
  const out = join(pages.folder, "node");
  await analyzeFile(nodeHost, result(), { config: { want: ["markers", "neighborhoods"], noFigures: true }, out });
  const inNode = readdirSync(join(out, "tables")).map((name) => [
    `tables/${name}`,
    readFileSync(join(out, "tables", name), "utf8"),
  ]);
  expect([...tables].sort()).toEqual(inNode.sort());
  await page.context().close();
});

test("the result of an analysis is shown on the map, with the edits that the file did not hold", async () => {
  const page = await pages.open("run/result.h5ad");
  await unfold(page, "edit");
  await page.locator("#panel-edit .group-name").first().fill("border");
  await page.locator("#panel-edit .group-name").first().press("Enter");
  await soon(() => page.locator("#panel-legend .name").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining("border")]),
  );
  await choose(page, "umap");
  await page.click("#compute-analyses");
  await page.click("#open-analysed");
  await page.waitForSelector("dialog.analysis", { state: "detached" });
  await unfold(page, "view");
  await soon(() => page.locator("#panel-view option").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/umap/i)]),
  );
  await soon(() => page.locator("#panel-legend .name").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining("border")]),
  );
  expect(await page.locator("#analyses-done").textContent()).toContain("umap");
  await page.context().close();
});

test("an analysis that lacks what it needs is refused in words, and one that is stopped leaves nothing", async () => {
  const page = await pages.open("run/result.h5ad");
  await choose(page, "gsea");
  await page.click("#compute-analyses");
  expect(await page.locator("#analysis-failure").textContent()).toContain("expected gene sets to test, got none");
  await page.uncheck('input[name=analysis][value="gsea"]');
  await choose(page, "domain-counts", "alternatives");
  await page.click("#compute-analyses");
  await page.click("#stop-analyses");
  await page.waitForSelector("#compute-analyses");
  expect(await page.locator("#analysis-failure").count()).toBe(0);
  expect(await page.locator("#analyses-done").count()).toBe(0);
  const left = await page.evaluate(async () => {
    const runs = await (await navigator.storage.getDirectory())
      .getDirectoryHandle("cellscape")
      .then((folder) => folder.getDirectoryHandle("runs"))
      .catch(() => undefined);
    const inside: string[] = [];
    if (runs) for await (const [name] of runs.entries()) inside.push(name);
    return inside;
  });
  expect(left).toEqual([]);
  await page.context().close();
});

test("gene sets are picked as a file, and a file without a run says what it lacks", async () => {
  const genes = Array.from({ length: 120 }, (_, at) => `Gene${String(at + 1).padStart(4, "0")}`);
  const page = await pages.open("run/result.h5ad");
  await choose(page, "gsea");
  await page.locator("#panel-analyses details").evaluateAll((all) => {
    for (const each of all) (each as HTMLDetailsElement).open = true;
  });
  const sheet = page.locator("dialog.analysis");
  const compute = async (name: string, members: readonly string[]) => {
    const path = join(pages.folder, name);
    writeFileSync(path, `first\t-\t${members.slice(0, 50).join("\t")}\nsecond\t-\t${members.slice(50).join("\t")}\n`);
    await page.setInputFiles("#field-geneSets", path);
    await page.click("#compute-analyses");
    await sheet.waitFor();
  };
  await compute(
    "others.gmt",
    genes.map((gene) => `Other${gene}`),
  );
  expect(await sheet.locator(".warnings").textContent()).toContain("gene sets");
  await page.click("#close-analysis");
  await page.waitForSelector("#compute-analyses");
  await compute("sets.gmt", genes);
  expect(await sheet.locator("h2").first().textContent()).toBe("gsea (2)");
  expect(await sheet.locator("section > h3").allTextContents()).toContain("Gene set enrichment (GSEA, pre-ranked)");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click('dialog.analysis button:has-text("Save result.h5ad")'),
  ]);
  const record = await readUns(await fileSource(await download.path()), "cellscape_analysis");
  expect(JSON.stringify(record)).toContain("sets.gmt");
  await page.context().close();
  const plain = await pages.open("tissue.h5ad");
  await unfold(plain, "analyses");
  await soon(() => plain.locator("#analyses-refused").textContent()).toContain("find domains with cellscape run first");
  await plain.context().close();
});
