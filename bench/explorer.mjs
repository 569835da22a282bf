// What the explorer costs on a large result: first picture, panning, colours, genes before and after their columns stand.
//
//   npm run build && node bench/explorer.mjs FILE.h5ad CELLS GENES [TRIES]
//
// FILE.h5ad is simulated, with domains, confidence, a UMAP and an embedding, unless it is there. Each try is a browser of its own that
// picks the file twice. Printed are the best of the tries with the load of the machine: wall seconds count what else runs on it.
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { openPageServer } from "../dist/src/host/node/serve/pageServer.js";
import { launch } from "../scripts/chromium.mjs";
import { writeSimulatedResult } from "./simulatedResult.mjs";

const [path, cells, genes, tries = "3"] = process.argv.slice(2);
if (!existsSync(path)) await writeSimulatedResult(path, { cells: Number(cells), genes: Number(genes) });

const now = (page) => page.evaluate(() => performance.now());
const rows = [];
for (let at = 0; at < Number(tries); at++) {
  rows.push(await tryOnce());
  console.log(JSON.stringify({ load: loadavg()[0], ...rows.at(-1) }));
}
for (const name of Object.keys(rows[0])) console.log(`${name}: ${Math.min(...rows.map((row) => row[name]))}`);

async function tryOnce() {
  const server = await openPageServer({ page: new URL("../dist/app", import.meta.url).pathname, files: [] });
  const browser = await launch();
  const session = await browser.newBrowserCDPSession();
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.setDefaultTimeout(0);
  await page.addInitScript(watchFrames);
  await page.goto(server.url);
  await page.waitForSelector("#pick-file");
  const first = await openOnce(page, session);
  const pan = await panning(page);
  const domain = await colored(page, () => page.selectOption("#color-column", "cell_type"));
  const early = await gene(page, "Gene0003");
  await page.waitForFunction(() => /\d genes$/.test(document.querySelector(".explorer-head p")?.textContent));
  const ready = (await now(page)) - first.picked;
  const cpu = (await cpuOf(session)) - first.cpuBefore;
  const late = await gene(page, "Gene0007");
  await page.click("#close-explorer");
  await page.waitForSelector("#pick-file");
  const second = await openOnce(page, session);
  const again = await gene(page, "Gene0005");
  await browser.close();
  server.close();
  return {
    ...{ "first picture, s": first.seconds, "its CPU, s": first.cpu, "main thread of a panned frame, median ms": pan },
    ...{ "another column, ms": domain, "gene asked for at once, ms": early, "columns of all genes, s": ready / 1000 },
    ...{ "CPU until then, s": cpu, "gene of the columns, ms": late },
    ...{ "second opening, s": second.seconds, "its first gene, ms": again },
  };
}

/** Keep every frame that was drawn, with its end. */
function watchFrames() {
  globalThis.frames_ = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration, detail } of list.getEntriesByName("cellscape frame")) {
      globalThis.frames_.push({ end: startTime + duration, ms: duration, ...detail });
    }
  }).observe({ type: "measure" });
  addEventListener(
    "change",
    ({ target }) => {
      if (target.id === "pick-file") globalThis.picked_ = performance.now();
    },
    { capture: true },
  );
}

async function openOnce(page, session) {
  const cpuBefore = await cpuOf(session);
  await page.evaluate(() => {
    globalThis.frames_.length = 0;
  });
  await page.setInputFiles("#pick-file", path);
  const end = await page.waitForFunction(() => globalThis.frames_.find(({ drawCalls }) => drawCalls > 0)?.end);
  const cpu = (await cpuOf(session)) - cpuBefore;
  const picked = await page.evaluate(() => globalThis.picked_);
  return { picked, seconds: ((await end.jsonValue()) - picked) / 1000, cpu, cpuBefore };
}

/** Median of what frames take of the main thread while the map is dragged. */
async function panning(page) {
  const box = await page.locator('[data-pane="0"]').boundingBox();
  await page.evaluate(() => {
    globalThis.frames_.length = 0;
  });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 30; step++) await page.mouse.move(x + 3 * step, y + 2 * step);
  await page.mouse.up();
  await page.waitForFunction(() => globalThis.frames_.length >= 12);
  const all = await page.evaluate(() => globalThis.frames_.map(({ ms }) => ms));
  return all.sort((a, b) => a - b)[all.length >> 1];
}

/** Milliseconds from an action of the user to the frame with the new colours. */
async function colored(page, act) {
  await page.evaluate(() => {
    globalThis.frames_.length = 0;
  });
  const begun = await now(page);
  await act();
  const end = await page.waitForFunction(() => globalThis.frames_.find(({ uploaded }) => uploaded > 100_000)?.end);
  return Math.round((await end.jsonValue()) - begun);
}

async function gene(page, name) {
  await page.waitForSelector("#gene-search");
  await page.fill("#gene-search", name);
  return colored(page, () => page.press("#gene-search", "Enter"));
}

async function cpuOf(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
