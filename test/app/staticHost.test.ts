import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";
import { built, openAt, pageTests, pickFile, run, softwareDrawing } from "./chromium.ts";
import { isolation, type StaticServer, serveStatic } from "./staticServer.ts";

let server: StaticServer;
const tests = pageTests(
  async ({ folder }) => {
    await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 200, genes: 30, domains: 3, seed: 0 });
  },
  ...softwareDrawing,
);
const { folder, complaints } = tests;
const tissue = join(folder, "tissue.h5ad");

async function open(headers: Readonly<Record<string, string>> = {}): Promise<Page> {
  server = tests.closing(await serveStatic(built, headers));
  return openAt(await tests.browser.newContext(), server.address, complaints);
}

/** Finds three domains in the tissue. @returns domains.csv */
async function domainsOf(page: Page): Promise<string> {
  await pickFile(page, tissue);
  await page.fill("#field-domains", "3");
  await page.uncheck("#field-report");
  await run(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('a[data-file="domains.csv"]')]);
  return readFileSync(await download.path(), "utf8");
}

/** The same in Node. */
async function domainsInNode(): Promise<string> {
  const out = join(folder, "node");
  await runFile(nodeHost, tissue, { config: parseConfig({ engine: "wasm", threads: 1, domains: 3 }), out });
  return readFileSync(join(out, "domains.csv"), "utf8");
}

const isIsolated = (page: Page) => page.evaluate(() => crossOriginIsolated);

/** Until the service worker has kept the whole page and answers for it. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });

test("without special headers the page runs with one thread, and from the second visit on without a network, isolated", async () => {
  const page = await open();
  expect(await isIsolated(page)).toBe(false);
  const first = await domainsOf(page);
  await kept(page);
  server.close();
  await page.reload();
  await page.waitForSelector("#pick-file");
  expect(await isIsolated(page)).toBe(true);
  expect(await domainsOf(page)).toBe(first);
  // Results of the first visit are there too.
  expect(await page.locator(".kept strong").allTextContents()).toEqual(["tissue.h5ad"]);
  // And so is the map with its genes.
  await page.click("#explore-result");
  await page.waitForSelector("#gene-search");
  await page.context().close();
});

test("with the headers it is isolated at once, and finds the same domains", async () => {
  const page = await open(isolation);
  expect(await isIsolated(page)).toBe(true);
  expect(await domainsOf(page)).toBe(await domainsInNode());
  await page.context().close();
});

test("it can be installed: the manifest has all that the browser wants, and opens .h5ad files", async () => {
  const page = await open();
  const session = await page.context().newCDPSession(page);
  const { data, errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? "");
  expect(manifest.file_handlers[0].accept["application/x-hdf5"]).toContain(".h5ad");
  const icon = await page.request.get(new URL(manifest.icons[0].src, page.url()).href);
  expect([icon.status(), icon.headers()["content-type"]]).toEqual([200, "image/svg+xml"]);
  await page.context().close();
});

test("the page may request nothing of another host, whatever a file or a script in it would want", async () => {
  const page = await open();
  const refused = await page.evaluate(async () => {
    const events: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => events.push(effectiveDirective));
    await fetch("http://127.0.0.1:9/").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return events;
  });
  expect(refused).toEqual(["connect-src"]);
  // The browser notes the refusal.
  const noted = complaints.splice(0);
  expect(noted).not.toEqual([]);
  expect(noted.filter((text) => !text.startsWith("error"))).toEqual([]);
  await page.context().close();
});
