import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";
import { built, openAt, pageTests, run } from "./chromium.ts";
import { serveStatic } from "./staticServer.ts";

/** Bytes that each file of the build may have at most, by the beginning of its name, in kB before compression. */
const budgets: Readonly<Record<string, number>> = {
  "assets/index-": 60,
  "assets/callWorker-": 40,
  "assets/Explorer-": 130,
  "assets/pageWorker-": 850,
  "assets/run-": 800,
  "assets/runPicked-": 200,
  "assets/seedWorker-": 450,
  "assets/hdf5_hl-": 4900,
  "assets/human-": 260,
  "assets/mouse-": 310,
  "assets/pdfkit": 560,
  "assets/openjpeg": 540,
  "assets/blosc-": 650,
  "assets/zstd-": 800,
  "assets/lz4-": 50,
  "assets/editing-": 700,
  "assets/onnxFile-": 80,
  "assets/inputs-": 140,
  "assets/": 60,
  "runtime/ort-wasm-simd-threaded.wasm": 14_500,
  "runtime/ort-wasm-simd-threaded.asyncify.wasm": 27_000,
  "runtime/": 130,
  "pictures/resvg": 2600,
  "licenses.md": 120,
  "pictures/": 340,
  "single/explorer.html": 5500,
  "": 40,
};

const tests = pageTests(async ({ folder }) => {
  const tissue = join(folder, "tissue.h5ad");
  await simulateFile(nodeHost, tissue, { cells: 200, genes: 30, domains: 3, seed: 0 });
  const config = parseConfig({ method: "smooth", domains: 3, noFigures: true });
  await runFile(nodeHost, tissue, { config, out: join(folder, "out") });
});
const tissue = join(tests.folder, "tissue.h5ad");
const result = join(tests.folder, "out/result.h5ad");

/**
 * What the page loads while something is done in it, compressed as servers do, in bytes.
 *
 * @param until @returns when it was done, in milliseconds of `Date.now` in the page.
 */
async function downloaded(until: (page: Page) => Promise<number>) {
  const server = await serveStatic(built);
  // The service worker loads the rest once the page has what it needs.
  const context = await tests.browser.newContext({ serviceWorkers: "block" });
  const page = await openAt(context, server.address, []);
  const done = await until(page);
  await context.close();
  server.close();
  const names = server.requested.filter(({ at }) => at <= done).map(({ name }) => name);
  const sizes = [...new Set(names)].map((name) => compressed(join(built, name)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function compressed(path: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(readFileSync(path), { params }).length;
}

test("every file of the build keeps to its budget", () => {
  const files = readdirSync(built, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const over = files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const inside = path.slice(join(built, "/").length);
    const [, most = 0] = Object.entries(budgets).find(([start]) => inside.startsWith(start)) ?? [];
    const kilobytes = readFileSync(path).length / 1000;
    return kilobytes > most ? [`${inside}: ${kilobytes} of ${most} kB`] : [];
  });
  expect(over).toEqual([]);
});

test("the first run loads at most 5 MB, compressed", async () => {
  const bytes = await downloaded(async (page) => {
    await page.setInputFiles("#pick-file", tissue);
    await page.waitForSelector("#run");
    await page.fill("#field-domains", "3");
    await page.uncheck("#field-report");
    await page.click("summary:has-text('All other settings')");
    await page.click("summary:has-text('Figures')");
    await page.check("#field-noFigures");
    await run(page);
    return Date.now();
  });
  expect(bytes).toBeGreaterThan(3_000_000);
  expect(bytes).toBeLessThan(5_000_000);
});

test("a result is shown after 1.3 MB at most, compressed, and without the runtime of networks", async () => {
  const bytes = await downloaded(async (page) => {
    // What the explorer loads once it is there does not count, however late this process is.
    await page.evaluate(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector("canvas") === null) return;
        document.documentElement.dataset.shownAt = `${Date.now()}`;
        seen.disconnect();
      });
      seen.observe(document, { childList: true, subtree: true });
    });
    await page.setInputFiles("#pick-file", result);
    const shown = await page.waitForSelector("html[data-shown-at]", { state: "attached" });
    return Number(await shown.getAttribute("data-shown-at"));
  });
  expect(bytes).toBeGreaterThan(500_000);
  expect(bytes).toBeLessThan(1_300_000);
});

test("the runtime is the published one, byte for byte: its threads begin from its own script", () => {
  const published = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm"));
  for (const name of readdirSync(join(built, "runtime"))) {
    const same = readFileSync(join(built, "runtime", name)).equals(readFileSync(join(published, name)));
    expect(same, name).toBe(true);
  }
});
