import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { openPageServer } from "../../../src/host/node/serve/pageServer.ts";
import { readAnnotations } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { built, pageTests, softwareDrawing } from "../chromium.ts";

const tests = pageTests(
  async ({ folder }) => {
    await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 500, genes: 40, domains: 4, seed: 0 });
  },
  ...softwareDrawing,
);

test("edits are saved into the file that view --edit gave, twice, and the second holds the first", async () => {
  const path = join(tests.folder, "tissue.h5ad");
  const server = tests.closing(await openPageServer({ page: built, files: [path], edit: true }));
  const page = await tests.browser.newPage({ viewport: { width: 1200, height: 800 } });
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
  await page.close();
});
