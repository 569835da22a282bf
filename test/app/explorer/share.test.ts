import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { soon } from "../chromium.ts";
import { explorerPages } from "./explorerPage.ts";

const pages = explorerPages(async (folder) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 2000, genes: 40, domains: 4, seed: 0 });
});

test("what is shown becomes SVG, PNG of 300 dpi, PDF and CSV, and a link and a file that show it again", async () => {
  const page = await pages.open("tissue.h5ad");
  const unfold = () =>
    page.locator("#panel-share").evaluate((panel) => {
      (panel as HTMLDetailsElement).open = true;
    });
  await unfold();
  await page.click('#panel-legend [data-category="Layer 2"] [aria-label="Hide Layer 2"]');
  await page.click('[data-tool="rectangle"]');
  const box = await page.locator(".pane").boundingBox();
  if (!box) throw new Error("no pane");
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.6 * box.height, { steps: 4 });
  await page.mouse.up();
  const count = await page.locator("#selected-count").textContent();
  const saved = async (button: string): Promise<Buffer> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
    const path = join(pages.folder, download.suggestedFilename());
    await download.saveAs(path);
    return readFileSync(path);
  };
  const svg = (await saved("#figure-svg")).toString();
  expect(svg).toContain("other cells");
  expect(svg).not.toContain(">Layer 2<");
  const png = await saved("#figure-png");
  const { width } = decode(png);
  const [, px] = /^<svg[^>]* width="([\d.]+)"/.exec(svg) ?? [];
  expect(width).toBe(Math.round((Number(px) / 96) * 300));
  // 11811 pixels per metre are 300 per inch.
  expect(png.readUInt32BE(png.indexOf("pHYs") + 4)).toBe(11_811);
  expect((await saved("#figure-pdf")).subarray(0, 5).toString()).toBe("%PDF-");
  const rows = (await saved("#figure-csv")).toString().trim().split("\n");
  expect(rows[0]).toBe("cell,x,y,domain,selected");
  expect(rows.some((row) => row.includes("Layer 2"))).toBe(false);
  const view = await saved("#share-save");
  await page.click("#share-link");
  await page.waitForFunction(() => location.hash.includes("v="));
  const link = await page.evaluate(() => location.hash);
  expect(link.length).toBeLessThanOrEqual(2000);
  await page.click("#close-explorer");
  await page.setInputFiles("#pick-file", join(pages.folder, "tissue.h5ad"));
  await page.waitForSelector("#explore");
  await page.click("#explore");
  await page.waitForSelector("#selected-count");
  await soon(() => page.locator("#selected-count").textContent()).toBe(count);
  expect(await page.locator('#panel-legend [data-category="Layer 2"]').getAttribute("class")).toBe("hidden");
  await page.click("#panel-selection button:has-text('Clear')");
  await unfold();
  await page.setInputFiles("#share-open", { name: "a.view.json", mimeType: "application/json", buffer: view });
  await page.waitForSelector("#selected-count");
  await soon(() => page.locator("#selected-count").textContent()).toBe(count);
  await soon(() => page.locator("#explorer-trouble").count()).toBe(0);
  await page.close();
});
