import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { soon } from "../chromium.ts";
import { costsOf, explorerPages, pixelAt, uploadedBy } from "./explorerPage.ts";

const cells = 6000;
const pages = explorerPages(async (folder) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells, genes: 40, domains: 4, seed: 0 });
  cpSync("fixtures/formats/slideseq", join(folder, "slideseq"), { recursive: true });
});

const middle = { x: 400, y: 400 };

test("a picked file is drawn by its domains, in one draw call, and its genes are read afterwards", async () => {
  const page = await pages.open("tissue.h5ad");
  await soon(() => page.locator(".explorer-head [role=status]").textContent()).toContain("6,000 cells");
  const categories = await page.locator("#panel-legend li .name span").allTextContents();
  expect(categories).toEqual(["Layer 1", "Layer 2", "Layer 3", "Layer 4"]);
  const [frame] = await costsOf(page, () => page.click('[aria-label="Zoom in"]'));
  expect(frame.drawCalls).toBe(1);
  await page.waitForSelector("#gene-search");
  await page.close();
});

test("dragging, the wheel and keys move the map without a byte for the card and with little of the main thread", async () => {
  const page = await pages.open("tissue.h5ad");
  await page.waitForSelector("#gene-search");
  const box = await page.locator(".pane").boundingBox();
  if (!box) throw new Error("no pane");
  const at = { x: box.x + middle.x, y: box.y + middle.y };
  const frames = await costsOf(page, async () => {
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    for (let step = 1; step <= 10; step++) await page.mouse.move(at.x + 9 * step, at.y + 4 * step);
    await page.mouse.up();
    await page.mouse.wheel(0, -300);
    await page.locator(".pane").focus();
    for (const key of ["+", "-", "Shift+ArrowLeft", "0"]) await page.keyboard.press(key);
  });
  expect(frames.length).toBeGreaterThan(5);
  expect(uploadedBy(frames)).toBe(0);
  expect(frames.every(({ drawCalls }) => drawCalls === 1)).toBe(true);
  await page.close();
});

test("the colours on the map are those of the legend", async () => {
  const page = await pages.open("tissue.h5ad");
  for (let i = 0; i < 8; i++) await page.locator(".pane").press("+");
  await page.locator(".pane").press("ArrowRight");
  await page.waitForSelector(".tip");
  const domain = await page.locator(".tip dd").first().textContent();
  const color = await page
    .locator(`#panel-legend [data-category="${domain}"] i`)
    .evaluate((chip) => getComputedStyle(chip).backgroundColor);
  const ring = await page.locator(".ring").boundingBox();
  if (!ring) throw new Error("no ring");
  const found = await pixelAt(page, ring.x + ring.width / 2, ring.y + ring.height / 2);
  const expected = (color.match(/\d+/g) ?? []).map(Number);
  found.forEach((part, at) => {
    expect(Math.abs(part - expected[at])).toBeLessThanOrEqual(2);
  });
  await page.close();
});

test("a result goes back to the form of a run when the explorer is closed", async () => {
  const page = await pages.open("tissue.h5ad");
  await page.click("#close-explorer");
  await page.waitForSelector("#run");
  await soon(() => page.locator(".explorer").count()).toBe(0);
  await page.close();
});

test("a picked folder opens, without panels that need an .h5ad", async () => {
  const page = await pages.open("slideseq");
  await page.waitForSelector("#gene-search");
  await soon(() => page.locator("#explorer-trouble, #panel-paint, #panel-kinds, #panel-analyses").count()).toBe(0);
  await page.close();
});
