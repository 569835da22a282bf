import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { openPageServer, type PageServer } from "../../src/host/node/serve/pageServer.ts";
import { zipFolder } from "../../src/io/bytes/zipFolder.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";
import { built, openAt, pageTests, pickFile, run, soon } from "./chromium.ts";

let server: PageServer;
let page: Page;
const tests = pageTests(async ({ folder, browser, closing }) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 300, genes: 48, domains: 3, seed: 0 });
  server = closing(await openPageServer({ page: built, files: [] }));
  page = await openAt(await browser.newContext(), server.url, []);
  await pickFile(page, join(folder, "tissue.h5ad"));
  await page.fill("#field-domains", "3");
  await run(page);
});
const { folder, complaints } = tests;
const tissue = join(folder, "tissue.h5ad");

/** Another page of the same browser. */
const another = () => openAt(page.context(), `http://127.0.0.1:${server.port}/#view`, complaints);

test("all files of a run are saved as one archive", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-zip")]);
  expect(download.suggestedFilename()).toBe("tissue.h5ad-results.zip");
  const saved = join(folder, "saved.zip");
  await download.saveAs(saved);
  const archive = await zipFolder(await fileSource(saved));
  expect(await archive.list()).toEqual(
    expect.arrayContaining(["domains.csv", "figures/", "manifest.json", "report.html", "result.h5ad"]),
  );
  const [one] = await Promise.all([page.waitForEvent("download"), page.click('a[data-file="domains.csv"]')]);
  const table = await archive.open("domains.csv");
  const text = new TextDecoder().decode(await table?.read(0, table.size));
  expect(text).toBe(readFileSync(await one.path(), "utf8"));
  expect(text.split("\n").length).toBeGreaterThan(300);
});

test("the report opens in a tab of its own, where its scripts run and reach nothing of the page", async () => {
  const [tab] = await Promise.all([page.context().waitForEvent("page"), page.click("#open-report")]);
  await tab.waitForSelector("#map canvas");
  expect(await tab.evaluate(() => window.origin)).toBe("null");
  expect(await tab.evaluate(() => navigator.storage?.getDirectory().then(String, () => "refused"))).toBe("refused");
  await tab.close();
});

test("results are kept when the page is closed, shown again, and deleted for good", async () => {
  const later = await another();
  await later.waitForSelector(".kept li");
  expect(await later.locator(".kept strong").allTextContents()).toEqual(["tissue.h5ad"]);
  await later.click(".kept button");
  await later.waitForSelector("#found");
  expect(await later.locator("a[data-file]").count()).toBeGreaterThan(5);
  await later.click(".kept li button:last-child");
  await later.waitForSelector(".kept", { state: "detached" });
  expect(await later.locator("#found").count()).toBe(0);
  const left = await later.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const runs = await (await root.getDirectoryHandle("cellscape")).getDirectoryHandle("runs");
    const names: string[] = [];
    for await (const [name] of runs.entries()) names.push(name);
    return names;
  });
  expect(left).toEqual([]);
  await later.close();
});

test("two pages do not run the same input at the same time", async () => {
  const [first, second] = [await another(), await another()];
  for (const each of [first, second]) {
    await pickFile(each, tissue);
    await each.fill("#field-domains", "3");
    // So long a run that it goes on until it is stopped.
    await each.fill("#field-seeds", "100");
    await each.uncheck("#field-report");
  }
  await first.click("#run");
  // The worker of the first page has the input to itself once it holds the lock.
  await soon(() => first.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(1);
  await second.click("#run");
  expect(await second.locator("#failure").textContent()).toContain("expected no other run of it");
  await second.close();
  await first.click("#stop");
  await first.waitForSelector("#found, #failure");
  await first.close();
});
