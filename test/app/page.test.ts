import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { openPageServer, type PageServer } from "../../src/host/node/serve/pageServer.ts";
import { readLabels } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";
import { built, openAt, pageTests, pickFile, run, soon } from "./chromium.ts";

let server: PageServer;
const tests = pageTests(async ({ folder, closing }) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 400, genes: 48, domains: 4, seed: 0 });
  server = closing(await openPageServer({ page: built, files: [] }));
});
const { folder, complaints } = tests;
const tissue = join(folder, "tissue.h5ad");

async function open(options: Parameters<typeof openAt>[3] = {}): Promise<Page> {
  return openAt(await tests.browser.newContext(), server.url, complaints, options);
}

/** Whether the page has kept unfinished work. */
function hasCheckpoint(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const visit = async (folder: FileSystemDirectoryHandle): Promise<boolean> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === "directory" ? await visit(handle) : name.endsWith(".bin")) return true;
      }
      return false;
    };
    return visit(await navigator.storage.getDirectory());
  });
}

async function labelsOf(path: string): Promise<string[]> {
  const found = await readLabels(await fileSource(path), "cellscape_domain");
  if (found.kind !== "category") throw new Error("expected categories");
  return Array.from(found.codes, (code) => found.categories[code] ?? "");
}

test("a picked file gets the domains that Node finds with the same engine, and the result is saved", async () => {
  const page = await open();
  await pickFile(page, tissue);
  await page.fill("#field-domains", "4");
  await page.uncheck("#field-report");
  await run(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('a[data-file="result.h5ad"]')]);
  const saved = join(folder, "saved.h5ad");
  await download.saveAs(saved);
  await page.context().close();
  const config = parseConfig({ engine: "wasm", threads: 1, domains: 4 });
  const { result } = await runFile(nodeHost, tissue, { config, out: join(folder, "node") });
  const inPage = await labelsOf(saved);
  expect(inPage).toEqual(await labelsOf(result));
  expect(new Set(inPage).size).toBe(4);
});

test("an input that is none is named in words, and the page goes on", async () => {
  const page = await open();
  const content = { name: "notes.h5ad", mimeType: "", buffer: Buffer.from("no HDF5") };
  await page.setInputFiles("#pick-file", content);
  const said = await page.locator("#failure").textContent();
  expect(said).toContain("notes.h5ad: expected");
  await page.setInputFiles("#pick-file", tissue);
  await page.waitForSelector("#run");
  expect(await page.locator("#failure").count()).toBe(0);
  await page.context().close();
});

test("a setting outside its range is refused in words before the run", async () => {
  const page = await open();
  await page.setInputFiles("#pick-file", tissue);
  await page.waitForSelector("#run");
  await page.fill("#field-domains", "many");
  await page.click("#run");
  expect(await page.locator("#failure").textContent()).toContain("--domains: expected auto or a whole number");
  await page.context().close();
});

test("a run that was cut off by closing the page goes on when the same file is picked again", async () => {
  const page = await open();
  const begin = async () => {
    await page.setInputFiles("#pick-file", tissue);
    await page.waitForSelector("#run");
    await page.fill("#field-domains", "4");
    await page.fill("#field-seeds", "2");
    await page.uncheck("#field-report");
  };
  await begin();
  await page.click("#run");
  while (!(await hasCheckpoint(page))) await page.waitForTimeout(50);
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.waitForSelector("#pick-file");
  await begin();
  expect(await page.isChecked("#resume")).toBe(true);
  await run(page);
  expect(await page.locator(".steps").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining("resuming the interrupted run")]),
  );
  await page.context().close();
});

test("the page fits phones, and is dark where the system is", async () => {
  const grounds: string[] = [];
  for (const options of [{ width: 380 }, { width: 1280, colorScheme: "dark" as const }]) {
    const page = await open(options);
    await page.setInputFiles("#pick-file", tissue);
    await page.waitForSelector("#run");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await page.context().close();
  }
  expect(grounds[0]).not.toBe(grounds[1]);
});

test("what is loaded first stays small", () => {
  const index = readFileSync(join(built, "index.html"), "utf8");
  const script = /src="\.\/([^"]+)"/.exec(index)?.[1] ?? "";
  expect(readFileSync(join(built, script)).length).toBeLessThan(120_000);
});

test("the build states the licenses of all packages that the page and its workers hold", () => {
  const stated = readFileSync(join(built, "licenses.md"), "utf8");
  for (const name of ["preact", "h5wasm", "zod", "zarrita", "onnxruntime-web", "@resvg/resvg-wasm", "pdfkit"]) {
    expect(stated, name).toContain(`\n## ${name} - `);
  }
});

test("a graphics card that this browser does not have is refused in words, and the run goes on without", async () => {
  const page = await open();
  await pickFile(page, tissue);
  await page.locator("#settings-title ~ form details").evaluateAll((all) => {
    for (const each of all) (each as HTMLDetailsElement).open = true;
  });
  // The browser of the tests has the interface, and no card.
  await page.selectOption("#field-engine", "webgpu");
  await page.uncheck("#field-report");
  await page.click("#run");
  await soon(() => page.locator(".warnings li").allTextContents()).toContain(
    "engine webgpu: expected a browser that offers a graphics card, got none; using the engine wasm instead",
  );
  await page.context().close();
});
