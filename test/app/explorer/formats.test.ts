import { cpSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openTissue } from "../../../src/explore/open/openTissue.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { openPageServer } from "../../../src/host/node/serve/pageServer.ts";
import { inputAt } from "../../../src/io/node/nodeFolder.ts";
import { openDataset } from "../../../src/io/open.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { built, openAt, pageTests, softwareDrawing, soon } from "../chromium.ts";

/** A fixture of each format, as Node opens it. */
interface Fixture {
  readonly format: string;
  readonly path: string;
  readonly cells: number;
}
const fixtures: Fixture[] = [];

const tests = pageTests(
  async ({ folder }) => {
    const paths = readdirSync("fixtures/formats").map((name) => resolve("fixtures/formats", name));
    await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 120, genes: 20, domains: 2, seed: 0 });
    for (const path of [join(folder, "tissue.h5ad"), ...paths]) {
      const input = await inputAt(path);
      const opened = await openDataset(input).catch(() => undefined);
      if (opened === undefined || fixtures.some(({ format }) => format === opened.format)) continue;
      const found = await openTissue(input).catch(() => undefined);
      if (found) fixtures.push({ format: opened.format, path, cells: found.tissue.cells.length });
    }
  },
  ...softwareDrawing,
);

async function expectOpen(page: Page, { cells, format }: Fixture): Promise<void> {
  await page.waitForSelector("#explore, #failure");
  expect(await page.locator("#failure").allTextContents(), format).toEqual([]);
  await page.click("#explore");
  await page.waitForSelector("#gene-search, #explorer-trouble");
  expect(await page.locator("#explorer-trouble").allTextContents(), format).toEqual([]);
  const size = new RegExp(`^${cells} (cell|spot)s?, [\\d,]+ gene`);
  await soon(() => page.locator(".explorer-head [role=status]").textContent()).toMatch(size);
  await page.click("#close-explorer");
  await page.waitForSelector("#pick-file");
}

test("a fixture of each format opens on the map, with the cells and genes that Node finds", async () => {
  expect(fixtures.map(({ format }) => format)).toEqual(expect.arrayContaining(["h5ad", "loom", "csv folder"]));
  expect(fixtures.length).toBeGreaterThan(7);
  const { url } = tests.closing(await openPageServer({ page: built, files: [] }));
  const page = await openAt(await tests.browser.newContext(), url, []);
  for (const fixture of fixtures) {
    const picker = statSync(fixture.path).isDirectory() ? "#pick-folder" : "#pick-file";
    await page.setInputFiles(picker, fixture.path);
    await page.waitForFunction(
      (name) => document.querySelector("#input-title, #failure")?.textContent?.includes(name),
      fixture.path.split("/").at(-1) ?? "",
    );
    await expectOpen(page, fixture);
  }
  await page.context().close();
});

test("a file and a folder that are dropped on the page open", async () => {
  const folder = join(tests.folder, "slideseq");
  cpSync("fixtures/formats/slideseq", folder, { recursive: true });
  const { url } = tests.closing(await openPageServer({ page: built, files: [] }));
  const page = await openAt(await tests.browser.newContext(), url, tests.complaints);
  const session = await page.context().newCDPSession(page);
  for (const path of [join(tests.folder, "tissue.h5ad"), folder]) {
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
    const name = path.split("/").at(-1);
    await soon(() => page.locator("#input-title").textContent()).toBe(name);
  }
  await page.context().close();
});
