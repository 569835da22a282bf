import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { openPageServer } from "../../src/host/node/serve/pageServer.ts";
import { readLabels } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";
import { built, openAt, pageTests, run } from "./chromium.ts";

const sections = process.env.CELLSCAPE_SHARED ?? "../shared/data";
const tests = pageTests(async ({ folder }) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 300, genes: 48, domains: 3, seed: 0 });
  await simulateFile(nodeHost, join(folder, "other.h5ad"), { cells: 200, genes: 30, domains: 3, seed: 1 });
});
const { folder, complaints } = tests;
const tissue = join(folder, "tissue.h5ad");
const other = join(folder, "other.h5ad");

async function view(files: readonly string[], edit = false): Promise<Page> {
  const { url } = tests.closing(await openPageServer({ page: built, files, edit }));
  return openAt(await tests.browser.newContext(), url, complaints);
}

/** Runs the served file and waits until its result can be saved back. */
async function runForSaving(page: Page): Promise<void> {
  await page.waitForSelector("#run");
  await page.fill("#field-domains", "3");
  await page.uncheck("#field-report");
  await run(page);
}

test("a file of the program is open when the page is, its place is not in the address, and only parts are fetched", async () => {
  const page = await view([tissue]);
  await page.waitForSelector("#run");
  expect(await page.locator("h2").allTextContents()).toContain("tissue.h5ad");
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#view$/);
  await page.context().close();
});

test("of several files and folders one is opened by a click", async (context) => {
  const visium = join(sections, "formats/visium");
  if (!existsSync(visium)) context.skip("the Space Ranger folder is not here");
  const copy = join(folder, "visium");
  cpSync(visium, copy, { recursive: true });
  const page = await view([other, copy]);
  await page.click("text=Open");
  await page.waitForSelector("#run");
  expect(await page.locator("#input-title").textContent()).toBe("other.h5ad");
  await page.click(`text=Open ${copy}`);
  await page.waitForFunction(() => document.querySelector("#input-title")?.textContent === "visium");
  expect(await page.locator("main").textContent()).toContain("2,695");
  await page.context().close();
});

test("without --edit nothing is saved back", async () => {
  const page = await view([other]);
  await runForSaving(page);
  expect(await page.locator("#save-back").count()).toBe(0);
  await page.context().close();
});

test("with --edit the result takes the place of the file, which Node reads with its domains", async () => {
  const before = statSync(tissue).size;
  const page = await view([tissue], true);
  await runForSaving(page);
  await page.click("#save-back");
  await page.waitForSelector("text=Saved into tissue.h5ad");
  const labels = await readLabels(await fileSource(tissue), "cellscape_domain");
  expect(labels.kind === "category" && labels.categories.length).toBe(3);
  expect(statSync(tissue).size).toBeGreaterThan(before);
  await page.context().close();
});

test("a file that another program has changed meanwhile is left alone, and the page says so", async () => {
  const page = await view([other], true);
  await runForSaving(page);
  writeFileSync(other, "by another program");
  await page.click("#save-back");
  expect(await page.locator("#failure").textContent()).toContain("another program changed");
  expect(readFileSync(other, "utf8")).toBe("by another program");
  // The browser notes the refusal.
  expect(complaints.splice(0).filter((text) => !text.includes("412"))).toEqual([]);
  await page.context().close();
});
