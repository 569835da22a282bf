import { join } from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { explorerPages } from "./explorerPage.ts";
import { writeResultFile } from "./result.ts";

const pages = explorerPages(async (folder) => {
  await writeResultFile(join(folder, "result.h5ad"), 1500);
});

/** What axe finds serious or critical, in words. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
  });
}

test.each(["light", "dark"] as const)("axe finds nothing serious in the explorer, %s", async (colorScheme) => {
  const page = await pages.open("result.h5ad", { colorScheme });
  await page.waitForSelector("#gene-search");
  await page.evaluate(() => {
    for (const panel of document.querySelectorAll<HTMLDetailsElement>("details.panel")) panel.open = true;
  });
  await page.locator('#panel-legend [data-category="Layer 2"] .select').click();
  await page.waitForSelector("#composition");
  await page.click("#rank-genes");
  await page.waitForSelector("#markers");
  expect(await seriousFaults(page)).toEqual([]);
  await page.fill("#gene-search", "Gene0003");
  await page.press("#gene-search", "Enter");
  await page.waitForSelector("#limit-to");
  expect(await seriousFaults(page)).toEqual([]);
  await page.close();
});

test("cells are pointed at, surrounded and let go of by keys alone", async () => {
  const page = await pages.open("result.h5ad");
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press("p");
  const corner = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
    await page.keyboard.press(" ");
  };
  await corner("ArrowRight", 1);
  await corner("ArrowRight", 6);
  await corner("ArrowDown", 6);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#selected-count");
  expect(Number.parseInt((await page.locator("#selected-count").textContent()) ?? "", 10)).toBeGreaterThan(1);
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#selected-count", { state: "detached" });
  await page.close();
});

test("a table tells what the map shows, and the map is described by it", async () => {
  const page = await pages.open("result.h5ad");
  expect(await page.locator('[data-pane="0"]').getAttribute("aria-describedby")).toBe("map-table");
  const rows = page.locator("#map-table tr");
  await rows.first().waitFor({ state: "attached" });
  const counts = await page.locator("#map-table td").allTextContents();
  expect(counts.reduce((sum, text) => sum + Number(text.replace(/\D/g, "")), 0)).toBe(1500);
  await page.click('[aria-label="Hide Layer 1"]');
  expect(await rows.first().textContent()).toContain("hidden");
  await page.close();
});
