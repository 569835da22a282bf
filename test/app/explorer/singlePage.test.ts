import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { decode } from "fast-png";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { readLabels } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { zipFolder } from "../../../src/io/bytes/zipFolder.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { runFile } from "../../../src/session/runFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { cellscape } from "../../cli/command.ts";
import { drawingNote, pageTests, softwareDrawing, soon } from "../chromium.ts";
import { drawn } from "./explorerPage.ts";
import { ownColors, writeResultFile } from "./result.ts";

const cells = 2000;
const script = `<img src=x onerror="PWNED=1"></script><script>PWNED=1</script><!--`;
const tests = pageTests(
  async ({ folder }) => {
    await writeResultFile(join(folder, "result.h5ad"), cells);
    await exported("result.h5ad");
  },
  ...softwareDrawing,
);
const { folder, complaints } = tests;

/** The page of a file, beside it. */
async function exported(file: string): Promise<string> {
  const out = join(folder, `${file}.html`);
  const { code, stderr } = await cellscape(["view", join(folder, file), "--export-html", out]);
  if (code !== 0) throw new Error(stderr);
  return out;
}

/** Opens a page from the disk. Whatever it requests of any place, and all that it complains of, is a complaint. */
async function openFromDisk(path: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const page = await tests.browser.newPage({ viewport: { width: 1200, height: 800 }, colorScheme });
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => drawingNote.test(message.text()) || complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const own = pathToFileURL(path).href;
  page.context().on("request", (request) => {
    if (request.url() !== own && !/^blob:null\//.test(request.url())) complaints.push(request.url());
  });
  await page.goto(own);
  return page;
}

test("a page opens from the disk with legend, genes, selection, figures and edits, and requests nothing", async () => {
  const page = await openFromDisk(join(folder, "result.h5ad.html"));
  await drawn(page);
  await soon(() => page.locator("#panel-legend li .name span").allTextContents()).toEqual(
    [1, 2, 3, 4].map((layer) => `Layer ${layer}`),
  );
  const red = await page
    .locator('#panel-legend [data-category="Layer 1"] i')
    .evaluate((chip) => getComputedStyle(chip).backgroundColor);
  expect(red).toBe(`rgb(${[1, 3, 5].map((at) => Number.parseInt(ownColors[0].slice(at, at + 2), 16)).join(", ")})`);

  await page.fill("#gene-search", "0007");
  await page.press("#gene-search", "Enter");
  await soon(() => page.locator("#panel-legend .ends").textContent()).toContain("Gene0007, log expression");

  await page.click('[data-tool="lasso"]');
  const box = await page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error("no pane");
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.2, 0.2));
  await page.mouse.down();
  for (const [x, y] of [
    [0.6, 0.2],
    [0.6, 0.7],
    [0.2, 0.7],
    [0.2, 0.2],
  ])
    await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
  await page.waitForSelector("#selected-count");
  await page.click("#rank-genes");
  await page.waitForSelector("#markers tbody tr");

  await page.click("#panel-share summary");
  const saved = async (button: string, name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
    await download.saveAs(join(folder, name));
    return readFileSync(join(folder, name));
  };
  expect(decode(await saved("#figure-png", "map.png")).width).toBeGreaterThan(1000);
  expect((await saved("#figure-pdf", "map.pdf")).subarray(0, 5).toString()).toBe("%PDF-");

  await page.click("#panel-edit summary");
  await page.selectOption("#edit-column", "cellscape_domain");
  const field = page.locator('[aria-label="Name of Layer 1"]');
  await field.fill("White matter");
  await field.press("Enter");
  await page.waitForSelector('[data-group="White matter"]');
  await page.click("#panel-save summary");
  await saved("#save-download", "edited.h5ad");
  const labels = await readLabels(await fileSource(join(folder, "edited.h5ad")), "cellscape_domain");
  expect(labels.kind === "category" && labels.categories).toEqual(["White matter", "Layer 2", "Layer 3", "Layer 4"]);
  await soon(() => page.locator("#explorer-trouble, #close-explorer").count()).toBe(0);
  await page.close();
});

test("analyses are computed in the page, shown and saved", async () => {
  const tissue = join(folder, "tissue.h5ad");
  await simulateFile(nodeHost, tissue, { cells: 500, genes: 60, domains: 3, seed: 0 });
  const config = parseConfig({ method: "smooth", domains: 3, noFigures: true });
  await runFile(nodeHost, tissue, { config, out: join(folder, "run") });
  const page = await openFromDisk(await exported("run/result.h5ad"));
  await drawn(page);
  await page.click("#panel-analyses summary");
  await page.check('input[name=analysis][value="markers"]');
  await page.click("#compute-analyses");
  await page.waitForSelector("dialog.analysis, #analysis-failure");
  expect(await page.locator("#analysis-failure").allTextContents()).toEqual([]);
  expect(await page.locator("dialog.analysis section > h3").allTextContents()).toContain("Domain marker genes");
  expect(await page.locator("dialog.analysis .table tbody tr").count()).toBeGreaterThan(0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-analysis")]);
  await download.saveAs(join(folder, "analyses.zip"));
  const archive = await zipFolder(await fileSource(join(folder, "analyses.zip")));
  expect(await archive.list()).toEqual(expect.arrayContaining(["manifest.json", "result.h5ad"]));
  await page.close();
});

test("names with scripts in them stay text, that of the file too", async () => {
  const dataset = simulateTissue({ cells: 60, genes: 12, domains: 2 }, createRandom(1));
  const domain = dataset.obs.columns.get("domain");
  if (domain?.kind !== "category") throw new Error("expected domains");
  const name = "a'&quot;<b>`$x.h5ad";
  await writeDataset(
    await nodeHost.files.target(join(folder, name)),
    { ...dataset, genes: dataset.genes.map((gene, u) => `${script}${gene}${u}`) },
    { obs: { [`${script}x`.replaceAll("/", "")]: { ...domain, categories: [script, `${script}2`] } } },
  );
  const page = await openFromDisk(await exported(name));
  await drawn(page);
  await page.waitForSelector("#gene-search");
  expect(await page.title()).toBe(name);
  expect(await page.locator("h1").textContent()).toBe(name);
  await page.fill("#gene-search", "script");
  await page.press("#gene-search", "Enter");
  await soon(() => page.locator("#panel-legend .ends").textContent()).toContain(script);
  expect(await page.evaluate(() => "PWNED" in window)).toBe(false);
  expect(await page.locator("#page script, #page img[src=x], #page b").count()).toBe(0);
  await page.close();
});

test("a page that was cut off on its way says so", async () => {
  const whole = readFileSync(join(folder, "result.h5ad.html"));
  const path = join(folder, "cut.html");
  writeFileSync(path, whole.subarray(0, whole.length - 40_000));
  const page = await openFromDisk(path);
  expect(await page.locator("#explorer-trouble").textContent()).toContain("got a part of it; get the page again");
  await page.close();
});
