import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { readAnnotations } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { applyEditsFile } from "../../../src/session/applyEditsFile.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { runFile } from "../../../src/session/runFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { soon } from "../chromium.ts";
import { explorerPages } from "./explorerPage.ts";

const pages = explorerPages(async (folder) => {
  const tissue = join(folder, "tissue.h5ad");
  await simulateFile(nodeHost, tissue, { cells: 560, genes: 40, domains: 4, seed: 3 });
  const config = parseConfig({ method: "smooth", rounds: 1, domains: 5, want: "alternatives", noFigures: true });
  await runFile(nodeHost, tissue, { config, out: join(folder, "run") });
});

async function unfold(page: Page, id: string): Promise<void> {
  await page.locator(`#panel-${id}`).evaluate((panel) => {
    (panel as HTMLDetailsElement).open = true;
  });
}

async function labelsOf(path: string): Promise<string[]> {
  const found = (await readAnnotations(await fileSource(path))).obs.columns.get("cellscape_domain");
  if (found?.kind !== "category") throw new Error("expected groups");
  return Array.from(found.codes, (code) => found.categories[code] ?? "");
}

async function saved(page: Page, button: string, path: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  await download.saveAs(path);
  return path;
}

test("domains follow cells that are labelled with the brush, as one edit that the command line does again", async () => {
  const page = await pages.open("run/result.h5ad");
  await unfold(page, "edit");
  await unfold(page, "paint");
  await unfold(page, "save");
  await page.fill("#paint-label", "Inner");
  await page.click("#paint-brush");
  const box = await page.locator(".pane").boundingBox();
  if (!box) throw new Error("no pane");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForSelector("#painted");
  await soon(() => page.locator(".next li").count()).toBeGreaterThan(3);
  // A click on a suggested domain labels that cell too.
  const chosen = await page.locator(".next .is").first().textContent();
  await page.locator(".next .is").first().click();
  await page.waitForFunction(() => document.querySelector("#painted")?.textContent?.startsWith("2 "));
  await soon(() => page.locator(".mark.dot").count()).toBe(2);
  await soon(() => page.locator("#panel-edit [role=status]").textContent()).toBe("1 edit");
  await soon(() => page.locator("#panel-legend .name span").allTextContents()).toEqual(
    expect.arrayContaining(["Inner", chosen]),
  );
  await page.click("#paint-keep");
  await soon(() => page.locator(".mark").count()).toBe(0);
  const file = await saved(page, "#save-download", join(pages.folder, "painted.h5ad"));
  await page.locator(".pane").focus();
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector("#panel-edit [role=status]")?.textContent === "0 edits");
  await soon(() => page.locator("#panel-legend .name span").allTextContents()).not.toContain("Inner");
  await page.close();
  const result = join(pages.folder, "run/result.h5ad");
  const again = await applyEditsFile(nodeHost, result, file, {
    out: join(pages.folder, "again"),
    config: { noFigures: true },
  });
  expect(await labelsOf(again.result)).toEqual(await labelsOf(file));
});

test("a kind that is clicked becomes the domains, and the cells that differ are selected", async () => {
  const page = await pages.open("run/result.h5ad");
  await unfold(page, "kinds");
  await page.waitForSelector('[data-kind="2"]');
  const differing = /([\d,]+) cells differ/.exec((await page.locator('[data-kind="2"]').textContent()) ?? "")?.[1];
  await page.click('[data-kind="2"]');
  await unfold(page, "compare");
  await page.selectOption("#compare-a", "cellscape_domain");
  await page.selectOption("#compare-b", "cellscape_alternative_1");
  await page.waitForFunction(
    (count) => document.querySelector("#compare-differing")?.textContent?.includes(` ${count} `),
    differing,
  );
  await page.click("#compare-differing");
  await soon(() => page.locator("#selected-count").textContent()).toBe(`${differing} cells`);
  await unfold(page, "save");
  const file = await saved(page, "#save-download", join(pages.folder, "kind.h5ad"));
  await page.close();
  const result = join(pages.folder, "run/result.h5ad");
  const kind = (await readAnnotations(await fileSource(result))).obs.columns.get("cellscape_alternative_1");
  if (kind?.kind !== "category") throw new Error("expected a second kind");
  expect(await labelsOf(file)).toEqual(Array.from(kind.codes, (code) => kind.categories[code] ?? ""));
});
