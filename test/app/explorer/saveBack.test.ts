import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { openPageServer } from "../../../src/host/node/serve/pageServer.ts";
import { readAnnotations } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { built, launch, needPage } from "../chromium.ts";

test("edits are saved into the file that view --edit gave, twice, and the second holds the first", async (context) => {
  needPage(context);
  const folder = mkdtempSync(join(tmpdir(), "cellscape-save-"));
  const path = join(folder, "tissue.h5ad");
  await simulateFile(nodeHost, path, { cells: 500, genes: 40, domains: 4, seed: 0 });
  const server = await openPageServer({ page: built, files: [path], edit: true });
  const browser = await launch("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist");
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(120_000);
    await page.goto(server.url);
    await page.waitForSelector("#explore, .explorer");
    if ((await page.locator(".explorer").count()) === 0) await page.click("#explore");
    await page.waitForSelector("#panel-edit");
    for (const id of ["edit", "save"]) {
      await page.locator(`#panel-${id}`).evaluate((panel) => {
        (panel as HTMLDetailsElement).open = true;
      });
    }
    for (const [from, to] of [
      ["Layer 1", "One"],
      ["Layer 2", "Two"],
    ]) {
      await page.fill(`[aria-label="Name of ${from}"]`, to);
      await page.press(`[aria-label="Name of ${from}"]`, "Enter");
      await page.waitForSelector(`[data-group="${to}"]`);
      await page.click("#save-served");
      await page.waitForFunction(() => document.querySelector("#saved")?.textContent?.startsWith("Saved to"));
      const column = (await readAnnotations(await fileSource(path))).obs.columns.get("domain");
      expect(column?.kind === "category" && column.categories).toContain(to);
    }
    const column = (await readAnnotations(await fileSource(path))).obs.columns.get("domain");
    expect(column?.kind === "category" && column.categories).toEqual(["One", "Two", "Layer 3", "Layer 4"]);
    expect(await page.locator("#explorer-trouble").allTextContents()).toEqual([]);
    // Another program writes meanwhile: its file stays.
    await simulateFile(nodeHost, path, { cells: 400, genes: 40, domains: 3, seed: 1 });
    const other = readFileSync(path);
    await page.click("#save-served");
    await page.waitForSelector("#explorer-trouble");
    expect(readFileSync(path).equals(other)).toBe(true);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});
