// What the explorer costs on a large result: first picture, panning, colours, genes before and after their columns stand.
//
//   npm run build && node bench/explorer.mjs FILE.h5ad CELLS GENES [TRIES] [only-opening]
//
// FILE.h5ad is simulated, with domains, confidence, a UMAP and an embedding, unless it is there. Each try is a browser of its own that
// picks the file twice. Printed are the best of the tries with the load of the machine: wall seconds count what else runs on it.
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { openPageServer } from "../dist/src/host/node/serve/pageServer.js";
import { launch } from "../scripts/chromium.mjs";
import { writeSimulatedResult } from "./simulatedResult.mjs";

const [path, cells, genes, tries = "3", only] = process.argv.slice(2);
if (!existsSync(path)) await writeSimulatedResult(path, { cells: Number(cells), genes: Number(genes) });

const now = (page) => page.evaluate(() => performance.now());
const rows = [];
for (let at = 0; at < Number(tries); at++) {
  rows.push(await tryOnce());
  console.log(JSON.stringify({ load: loadavg()[0], ...rows.at(-1) }));
}
for (const name of Object.keys(rows[0])) console.log(`${name}: ${Math.min(...rows.map((row) => row[name]))}`);

async function tryOnce() {
  const { page, session, close } = await pageWith([]);
  await page.waitForSelector("#pick-file");
  const first = await openOnce(page, session);
  const pan = await panning(page);
  const opening = {
    "first picture, s": first.seconds,
    "its CPU, s": first.cpu,
    "main thread of a panned frame, median ms": pan,
  };
  if (only) {
    await close();
    const served = await openServed();
    return { ...opening, "over view, with its scripts, s": served.seconds, "its CPU over view, s": served.cpu };
  }
  const domain = await colored(page, () => page.selectOption("#color-column", "cell_type"), "Type 1");
  const early = await gene(page, "Gene0003");
  await page.waitForFunction(() => /\d genes$/.test(document.querySelector(".explorer-head p")?.textContent));
  const ready = (await now(page)) - first.picked;
  const cpu = (await cpuOf(session)) - first.cpuBefore;
  const late = await gene(page, "Gene0007");
  await page.click("#close-explorer");
  await page.waitForSelector("#pick-file");
  const second = await openOnce(page, session);
  const again = await gene(page, "Gene0005");
  await close();
  const served = await openServed();
  return {
    ...opening,
    ...{ "another column, ms": domain, "gene asked for at once, ms": early, "columns of all genes, s": ready / 1000 },
    ...{ "CPU until then, s": cpu, "gene of the columns, ms": late },
    ...{ "second opening, s": second.seconds, "its first gene, ms": again },
    ...{ "over view, with its scripts, s": served.seconds, "its CPU over view, s": served.cpu },
  };
}

/** The page in a browser of its own, where `cellscape view` serves some files. */
async function pageWith(files) {
  const server = await openPageServer({ page: new URL("../dist/app", import.meta.url).pathname, files });
  const browser = await launch();
  const session = await browser.newBrowserCDPSession();
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.setDefaultTimeout(0);
  await page.addInitScript(watchFrames);
  await page.goto(server.url);
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, session, close };
}

/** The first picture where `cellscape view` serves the file, from the address on. */
async function openServed() {
  const { page, session, close } = await pageWith([path]);
  const end = await page.waitForFunction(() => globalThis.frames_.find(({ drawCalls }) => drawCalls > 0)?.end);
  const found = { seconds: (await end.jsonValue()) / 1000, cpu: await cpuOf(session) };
  await close();
  return found;
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

/** Milliseconds from an action of the user to the frame with the new colours. @param legend a word of theirs. */
async function colored(page, act, legend) {
  await page.evaluate(() => {
    globalThis.frames_.length = 0;
  });
  const begun = await now(page);
  await act();
  const end = await page.waitForFunction(
    ([word, least]) => {
      const isShown = document.querySelector("#panel-legend")?.textContent?.includes(word);
      globalThis.legend_ = isShown ? (globalThis.legend_ ?? performance.now()) : undefined;
      return isShown && globalThis.frames_.find((f) => f.uploaded > least && f.end > globalThis.legend_ - 50)?.end;
    },
    [legend, 1.5 * Number(cells)],
  );
  await page.evaluate(() => {
    globalThis.legend_ = undefined;
  });
  return Math.round((await end.jsonValue()) - begun);
}

async function gene(page, name) {
  await page.waitForSelector("#gene-search");
  await page.fill("#gene-search", name);
  return colored(page, () => page.press("#gene-search", "Enter"), name);
}

async function cpuOf(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
