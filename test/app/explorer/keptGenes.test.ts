import { copyFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { openPageServer } from "../../../src/host/node/serve/pageServer.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { built, openAt, pageTests, softwareDrawing, soon } from "../chromium.ts";

const tests = pageTests(
  async ({ folder }) => {
    await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 6000, genes: 250, domains: 3, seed: 0 });
  },
  ...softwareDrawing,
);
const path = join(tests.folder, "tissue.h5ad");

async function openedWithGenes(page: Page, file: string): Promise<void> {
  await page.setInputFiles("#pick-file", file);
  await page.click("#explore");
  await soon(() => page.locator(".explorer-head [role=status]").textContent()).toMatch(/^6,000 cells, 250 genes$/);
}

/** Names of the files of genes that the browser keeps. */
const keptFiles = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("cellscape").then((each) => each.getDirectoryHandle("genes"));
    const names: string[] = [];
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
    return names.sort();
  });

test("genes of a file are kept, taken for the same file only, listed and deleted", async () => {
  const { url } = tests.closing(await openPageServer({ page: built, files: [] }));
  const page = await openAt(await tests.browser.newContext(), url, tests.complaints);
  await openedWithGenes(page, path);
  await soon(() => keptFiles(page).catch(() => [])).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.bin$/)]);
  const [first] = await keptFiles(page);
  await page.click("#close-explorer");
  await page.waitForSelector("#kept-genes");
  expect(await page.locator("#kept-genes small").textContent()).toMatch(/^1 file, \d+(\.\d)? MB/);

  await openedWithGenes(page, path);
  await page.fill("#gene-search", "0007");
  await page.press("#gene-search", "Enter");
  await soon(() => page.locator("#panel-legend .ends").textContent()).toContain("Gene0007, log expression");
  // It was used, and nothing was written anew.
  await soon(() => keptFiles(page)).toEqual([first, `${first}.used`]);
  await page.click("#close-explorer");

  // The same bytes, written later: another file as far as its name, size and time go.
  const later = join(tests.folder, "later.h5ad");
  copyFileSync(path, later);
  utimesSync(later, new Date(2030, 1, 1), new Date(2030, 1, 1));
  await openedWithGenes(page, later);
  await soon(async () => (await keptFiles(page)).filter((name) => name.endsWith(".bin")).length).toBe(2);
  await page.click("#close-explorer");
  await page.click("#kept-genes button");
  await page.waitForSelector("#kept-genes", { state: "detached" });
  await page.close();
});
