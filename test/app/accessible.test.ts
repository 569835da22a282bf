import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";
import { built, openAt, pageTests, pickFile } from "./chromium.ts";
import { type StaticServer, serveStatic } from "./staticServer.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server: StaticServer;
const tests = pageTests(async ({ folder, closing }) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 200, genes: 30, domains: 3, seed: 0 });
  server = closing(await serveStatic(built));
});
const tissue = join(tests.folder, "tissue.h5ad");

async function open(colorScheme: "light" | "dark"): Promise<Page> {
  // The policy of the page would refuse the script of the checker.
  const context = await tests.browser.newContext({ bypassCSP: true });
  return openAt(context, server.address, [], { colorScheme });
}

/** Rules that the page breaks seriously, with the elements. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

test.each(["light", "dark"] as const)("nothing serious is found in any state of the page, %s", async (scheme) => {
  const page = await open(scheme);
  expect(await findings(page)).toEqual([]);
  await pickFile(page, tissue);
  for (const summary of await page.locator("summary").all()) await summary.click();
  expect(await findings(page)).toEqual([]);
  await page.fill("#field-domains", "3");
  await page.uncheck("#field-report");
  await page.click("#run");
  await page.waitForSelector("#stop");
  expect(await findings(page)).toEqual([]);
  await page.waitForSelector("#found");
  expect(await findings(page)).toEqual([]);
  await page.context().close();
});

test("a run is begun and stopped by keys alone", async () => {
  const page = await open("light");
  await pickFile(page, tissue);
  const press = async (id: string) => {
    for (let tabs = 0; tabs < 200; tabs++) {
      if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${id} is not reached by Tab`);
  };
  await press("field-domains");
  await page.keyboard.type("3");
  await press("field-seeds");
  await page.keyboard.type("100");
  await press("field-report");
  await page.keyboard.press("Space");
  await press("run");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#stop");
  await press("stop");
  await page.keyboard.press("Enter");
  // Before there is a result to keep, a stop says so.
  await page.waitForSelector("#found, #failure");
  const failures = await page.locator("#failure").allTextContents();
  expect(failures.filter((text) => !text.includes("stopped before there was a result"))).toEqual([]);
  await page.context().close();
});
