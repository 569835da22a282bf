import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { rankMarkers } from "../../../src/analyses/markers/markers.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { normalizeLog } from "../../../src/preprocess/transform/normalize.ts";
import { soon } from "../chromium.ts";
import { costsOf, explorerPages, pixelAt, uploadedBy } from "./explorerPage.ts";
import { ownColors, writeResultFile } from "./result.ts";

const cells = 3000;
let dataset: Dataset;
const pages = explorerPages(async (folder) => {
  dataset = await writeResultFile(join(folder, "result.h5ad"), cells);
});

async function opened(options: Parameters<typeof pages.open>[1] = {}): Promise<Page> {
  const page = await pages.open("result.h5ad", options);
  await page.waitForSelector("#gene-search");
  return page;
}

const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
const legendColor = (page: Page, category: string) =>
  page
    .locator(`#panel-legend [data-category="${category}"] i`)
    .evaluate((chip) => getComputedStyle(chip).backgroundColor);

/** Draw a rectangle over shares of a pane. */
async function drawRectangle(page: Page, [left, top, right, bottom]: readonly number[]): Promise<void> {
  await page.click('[data-tool="rectangle"]');
  const box = await page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error("no pane");
  await page.mouse.move(box.x + left * box.width, box.y + top * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + right * box.width, box.y + bottom * box.height, { steps: 4 });
  await page.mouse.up();
}

const selectedCount = async (page: Page) =>
  Number(((await page.locator("#selected-count").textContent()) ?? "").replace(/\D/g, ""));

test("a result opens by itself with the colours of its file, and the legend sends no cell to the card", async () => {
  const page = await opened();
  expect(await legendColor(page, "Layer 1")).toBe(rgb(ownColors[0]));
  const frames = await costsOf(page, async () => {
    await page.click('[aria-label="Hide Layer 1"]');
    await page.click('[aria-label="Dim Layer 2"]');
  });
  expect(frames.length).toBeGreaterThan(0);
  for (const { uploaded } of frames) expect(uploaded).toBeLessThanOrEqual(1024);
  await soon(() => page.locator("#panel-legend li.hidden").count()).toBe(1);
  await page.locator('#panel-legend [data-category="Layer 3"] .name').click();
  await soon(() => page.locator("#panel-legend li.dimmed").count()).toBe(3);
  await page.close();
});

test("when a result is closed, its settings are there to run it again", async () => {
  const page = await opened();
  await page.click("#close-explorer");
  await page.waitForSelector("#field-domains");
  await page.waitForSelector("#run");
  expect(await page.locator("#input-title").textContent()).toBe("result.h5ad");
  await page.close();
});

test("a gene is found by typing and chosen by keys; limits, logarithm and colours change no cell", async () => {
  const page = await opened();
  const recolored = await costsOf(
    page,
    async () => {
      await page.fill("#gene-search", "0007");
      await page.press("#gene-search", "Enter");
    },
    (seen) => uploadedBy(seen) > 0,
  );
  await page.waitForSelector("#limit-to");
  // Two bytes of code and four of order a cell, and the colours.
  expect(uploadedBy(recolored)).toBe(6 * cells + 1024);
  await soon(() => page.locator("#panel-legend .ends").textContent()).toContain("Gene0007, log expression");
  const frames = await costsOf(page, async () => {
    await page.fill("#limit-to", "2");
    await page.press("#limit-to", "Enter");
    await page.check("#scale-log");
    await page.selectOption("#scale-map", "light");
  });
  expect(frames.length).toBeGreaterThan(1);
  for (const { uploaded } of frames) expect(uploaded).toBeLessThanOrEqual(1024);
  await page.close();
});

test("shapes are added, subtracted and intersected, and the composition counts their cells", async () => {
  const page = await opened();
  await drawRectangle(page, [0.02, 0.02, 0.5, 0.98]);
  await page.waitForSelector("#composition");
  const left = await selectedCount(page);
  await page.selectOption('[aria-label="Selection mode"]', "add");
  await drawRectangle(page, [0.499, 0.02, 0.98, 0.98]);
  await page.waitForFunction((all) => document.querySelector("#selected-count")?.textContent?.startsWith(all), "3,000");
  await page.selectOption('[aria-label="Selection mode"]', "subtract");
  await drawRectangle(page, [0.02, 0.02, 0.5, 0.98]);
  await page.waitForFunction(
    (all) => !document.querySelector("#selected-count")?.textContent?.startsWith(all),
    "3,000",
  );
  expect(await selectedCount(page)).toBeGreaterThanOrEqual(cells - left);
  expect(await selectedCount(page)).toBeLessThan(cells - left + 60);
  const counts = await page.locator("#composition tbody td:nth-child(2)").allTextContents();
  expect(counts.reduce((sum, text) => sum + Number(text.replace(/\D/g, "")), 0)).toBe(await selectedCount(page));
  await page.close();
});

test("markers of a category are those that rankMarkers finds", async () => {
  const page = await opened();
  await page.locator('#panel-legend [data-category="Layer 2"] .select').click();
  await page.waitForSelector("#selected-count");
  await page.click("#rank-genes");
  await page.waitForSelector("#markers");
  await page.waitForFunction(() => !document.querySelector("#markers .p")?.textContent?.includes("…"));
  const domain = dataset.obs.columns.get("domain");
  if (domain?.kind !== "category") throw new Error("expected domains");
  const { groups } = rankMarkers(await normalizeLog(dataset.counts), domain, { groups: ["Layer 2"] });
  const [expected] = groups;
  const best = Array.from(expected.order.subarray(0, 10), (u) => dataset.genes[u]);
  expect((await page.locator("#markers tbody td:first-child").allTextContents()).slice(0, 10)).toEqual(best);
  const changes = Array.from(expected.order.subarray(0, 10), (u) => expected.logFoldChanges[u].toFixed(2));
  expect((await page.locator("#markers tbody td:nth-child(2)").allTextContents()).slice(0, 10)).toEqual(changes);
  await page.close();
});

test("two views share pointer and selection, and draw in one call each", async () => {
  const page = await opened();
  await page.click("#add-pane");
  await page.waitForSelector('[data-pane="1"]');
  await soon(() => page.locator(".pane-title").allTextContents()).toEqual([
    "Tissue, coloured by cellscape_domain",
    "UMAP, coloured by cellscape_domain",
  ]);
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForSelector(".tip");
  await soon(() => page.locator(".ring").count()).toBe(2);
  await page.fill("#picture-opacity", "0");
  await page.locator('[data-pane="0"]').focus();
  const frames = await costsOf(page, () => page.keyboard.press("Shift+ArrowLeft"));
  expect(frames.at(-1)).toMatchObject({ drawCalls: 2, uploaded: 0 });
  await page.close();
});

test("the picture lies under the cells, and its opacity is drawn", async () => {
  const page = await opened();
  await page.waitForSelector("#picture-opacity");
  await page.fill("#picture-opacity", "1");
  await page.fill("#point-opacity", "0");
  const box = await page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error("no pane");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // The middle of the cells is the middle of the pane; the picture changes its colour there, to within a pixel of its own.
  const unit = await page.evaluate(() =>
    Number(document.querySelector<HTMLElement>("[data-scale]")?.dataset.scale ?? 0),
  );
  const off = 2 * unit + 1;
  expect(await pixelAt(page, middle.x - off, middle.y)).toEqual([255, 0, 0]);
  expect(await pixelAt(page, middle.x + off, middle.y)).toEqual([0, 0, 255]);
  await page.close();
});

test("cells of low confidence fade, and the second likeliest domain is told of a cell and drawn", async () => {
  const page = await opened();
  await page.waitForSelector("#second");
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForSelector(".tip");
  await soon(() => page.locator(".tip dt").allTextContents()).toEqual([
    "cellscape_domain",
    "second likeliest",
    "cellscape_confidence",
  ]);
  const frames = await costsOf(
    page,
    () => page.fill("#fade", "1"),
    (seen) => uploadedBy(seen) > 0,
  );
  expect(uploadedBy(frames)).toBe(cells);
  const again = await costsOf(page, () => page.fill("#fade", "0.5"));
  expect(uploadedBy(again)).toBe(0);
  await page.click("#second");
  await page.waitForFunction(() => document.querySelector(".pane-title")?.textContent?.includes("second likeliest"));
  await page.close();
});

test("a set of genes is scored and two genes are drawn at once", async () => {
  const page = await opened();
  await page.click("#panel-geneSets summary");
  await page.fill("#gene-set", "Gene0001, gene0002\nGene0003 nothere");
  await soon(() => page.locator("#panel-geneSets .note").first().textContent()).toContain("nothere");
  await page.click("#gene-score");
  await page.waitForFunction(() =>
    document.querySelector("#panel-legend .ends")?.textContent?.includes("score of 3 genes"),
  );
  await page.fill("#pair-first", "Gene0001");
  await page.fill("#pair-second", "Gene0002");
  await page.click("#gene-pair");
  await page.waitForSelector('[aria-label="Colours of Gene0001 and Gene0002"]');
  await page.close();
});

test("fingers pinch and drag the map", async () => {
  const page = await opened({ touch: true, width: 390, height: 800 });
  const client = await page.context().newCDPSession(page);
  const before = await page.locator("[data-scale]").first().getAttribute("data-scale");
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
    client.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        type === "touchEnd"
          ? []
          : [
              { x: 195 - apart, y: 250, id: 0 },
              { x: 195 + apart, y: 250, id: 1 },
            ],
    });
  await touch("touchStart", 30);
  for (const apart of [45, 60, 75, 90]) await touch("touchMove", apart);
  await touch("touchEnd", 0);
  await page.waitForFunction(
    (old) => document.querySelector("[data-scale]")?.getAttribute("data-scale") !== old,
    before,
  );
  const after = await page.locator("[data-scale]").first().getAttribute("data-scale");
  expect(Number(after) / Number(before)).toBeGreaterThan(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.close();
});
