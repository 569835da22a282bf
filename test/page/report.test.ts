import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { reportPage } from "../../src/report/html.ts";
import { chromiumPath, launch } from "../app/chromium.ts";
import { smallRun } from "../report/run.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-report-"));
const file = join(folder, "report.html");

let small: Awaited<ReturnType<typeof smallRun>>;
let browser: Browser | undefined;
/** What the page complained of or asked for beyond itself. */
let complaints: string[];

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  small = await smallRun();
  writeFileSync(file, await reportPage(small.made, small.config, small.record));
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

beforeEach((context) => {
  complaints = [];
  if (chromiumPath === undefined) context.skip("no Chromium here; set CHROMIUM to its path");
});

async function open(colorScheme: "light" | "dark" = "light", width = 1280): Promise<Page> {
  if (!browser) throw new Error("internal: no browser");
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && request.url() !== pathToFileURL(file).href)
      complaints.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("html[data-map=drawn]");
  return page;
}

/** Where the page draws a cell of the tissue. */
async function placeOf(page: Page, cell: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator("#map canvas").boundingBox())!;
  const { values } = small.made.dataset.positions;
  const xs = values.filter((_, i) => i % 2 === 0);
  const ys = values.filter((_, i) => i % 2 === 1);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((box.width - 28) / (right - left), (box.height - 28) / (bottom - top));
  return {
    x: box.x + box.width / 2 + (xs[cell] - (left + right) / 2) * scale,
    y: box.y + box.height / 2 + (ys[cell] - (top + bottom) / 2) * scale,
  };
}

test("the page opens in light and dark and on a phone without complaint and without asking for anything", async () => {
  const grounds: string[] = [];
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 1280],
    ["light", 400],
  ] as const) {
    const page = await open(scheme, width);
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  }
  expect(grounds[0]).not.toBe(grounds[1]);
  expect(complaints).toEqual([]);
});

test("pointing at a cell tells its name, domain and the expression of the chosen gene", async () => {
  const page = await open();
  const { dataset, domains, allGenes } = small.made;
  await page.locator("#map canvas").scrollIntoViewIfNeeded();
  const gene = allGenes!.symbols[3];
  await page.fill("#map-gene", gene);
  const { x, y } = await placeOf(page, 17);
  await page.mouse.move(x, y);
  const told = (await page.locator("#map-tip").textContent()) ?? "";
  expect(told).toContain(dataset.cells[17]);
  expect(told).toContain(`Domain ${domains.refined[17] + 1}`);
  const { starts, indices, values } = allGenes!.expression;
  let expected = 0;
  for (let e = starts[17]; e < starts[18]; e++) if (indices[e] === 3) expected = values[e];
  const [, read] = new RegExp(`${gene} \\(log\\)\\s*([\\d.]+)`).exec(told) ?? [];
  expect(Math.abs(Number(read) - expected)).toBeLessThan(0.03);
  await page.mouse.move(5, 5);
  expect(await page.locator("#map-tip").isHidden()).toBe(true);
  expect(complaints).toEqual([]);
  await page.close();
});

test("the arrow keys go from cell to cell, and Escape leaves", async () => {
  const page = await open();
  const tip = page.locator("#map-tip");
  await page.locator("#map canvas").focus();
  await page.keyboard.press("ArrowRight");
  const first = await tip.locator("strong").textContent();
  await page.keyboard.press("ArrowRight");
  const second = await tip.locator("strong").textContent();
  expect(small.made.dataset.cells).toEqual(expect.arrayContaining([first, second]));
  const xOf = (name: string | null) => small.made.dataset.positions.values[2 * small.made.dataset.cells.indexOf(name!)];
  expect(xOf(second)).toBeGreaterThan(xOf(first));
  await page.keyboard.press("Escape");
  expect(await tip.isHidden()).toBe(true);
  expect(complaints).toEqual([]);
  await page.close();
});

test("choosing a colour, a layout, a zoom and a group changes the map", async () => {
  const page = await open();
  const picture = () => page.locator("#map canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const seen = new Set([await picture()]);
  const changes: (() => Promise<unknown>)[] = [
    () => page.selectOption("#map-color", { label: "Confidence" }),
    () => page.selectOption("#map-color", { label: "Cell type" }),
    () => page.locator("#map-legend button").first().click(),
    () => page.click("#map-in"),
    () => page.selectOption("#map-view", { index: 1 }),
  ];
  for (const change of changes) {
    await change();
    seen.add(await picture());
  }
  expect(seen.size).toBe(changes.length + 1);
  expect(complaints).toEqual([]);
  await page.close();
});

test("tables sort, search, show all rows and are saved as CSV", async () => {
  const page = await open();
  const table = page.locator("#spatial-genes .table");
  const column = async () => (await table.locator("tbody td:nth-child(2)").allInnerTexts()).join(" ");
  const before = await column();
  await table.getByRole("button", { name: "Gene" }).click();
  expect(await column()).not.toBe(before);
  expect(await table.locator("th").nth(1).getAttribute("aria-sort")).toBe("ascending");
  await table.getByRole("button", { name: /Show all/ }).click();
  expect(await table.locator("tbody tr").count()).toBe(40);
  const [gene] = small.made.allGenes!.symbols;
  await table.locator("input").fill(gene);
  expect(await table.locator("tbody tr").count()).toBeGreaterThan(0);
  expect(await column()).toContain(gene);
  const saved = page.waitForEvent("download");
  await table.getByRole("button", { name: "CSV" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("spatial_genes.csv");
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(41);
  expect(lines[0]).toBe("Rank,Gene,Moran's I,z,Adjusted p");
  expect(complaints).toEqual([]);
  await page.close();
});

test("figures are saved as SVG and PNG, and one of several is chosen", async () => {
  const page = await open();
  const figure = page.locator('figure[data-name="confidence"]');
  for (const [kind, start] of [
    ["SVG", "<svg"],
    ["PNG", "\u0089PNG"],
  ]) {
    const saved = page.waitForEvent("download");
    await figure.getByRole("button", { name: kind }).click();
    const bytes = await readFile(await (await saved).path(), "latin1");
    expect(bytes.startsWith(start)).toBe(true);
  }
  const choice = page.locator("#markers .choice");
  await choice.locator("select").selectOption({ index: 1 });
  expect(await choice.locator("figure:visible").getAttribute("data-name")).toBe("volcano_domain_2");
  expect(complaints).toEqual([]);
  await page.close();
});

test("it prints without its controls", async () => {
  const page = await open();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("nav").isVisible()).toBe(false);
  expect(await page.locator("#methods-text").isVisible()).toBe(true);
  await page.close();
});
