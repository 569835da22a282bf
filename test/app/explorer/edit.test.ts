import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { groupsOf } from "../../../src/data/groups.ts";
import { editsFromJson } from "../../../src/explore/edits/editRecord.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { readAnnotations } from "../../../src/io/anndata/h5ad.ts";
import { readUns } from "../../../src/io/anndata/uns.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { inputAt } from "../../../src/io/node/nodeFolder.ts";
import { readDataset } from "../../../src/io/open.ts";
import { applyEditsFile } from "../../../src/session/applyEditsFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { soon } from "../chromium.ts";
import { explorerPages } from "./explorerPage.ts";

const pages = explorerPages(async (folder) => {
  await simulateFile(nodeHost, join(folder, "tissue.h5ad"), { cells: 2000, genes: 40, domains: 4, seed: 0 });
  cpSync("fixtures/formats/slideseq", join(folder, "slideseq"), { recursive: true });
});

async function labelsOf(path: string, column: string): Promise<string[]> {
  const found = (await readAnnotations(await fileSource(path))).obs.columns.get(column);
  if (found?.kind !== "category") throw new Error(`expected groups in ${column}`);
  return Array.from(found.codes, (code) => found.categories[code] ?? "");
}

/** Draw a lasso around the middle of the map. */
async function lasso(page: Page): Promise<void> {
  await page.click('[data-tool="lasso"]');
  const box = await page.locator(".pane").boundingBox();
  if (!box) throw new Error("no pane");
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.4, 0.35));
  await page.mouse.down();
  for (const [x, y] of [
    [0.6, 0.35],
    [0.6, 0.65],
    [0.4, 0.65],
    [0.4, 0.36],
  ])
    await page.mouse.move(...at(x, y), { steps: 5 });
  await page.mouse.up();
  await page.waitForSelector("#selected-count");
  await page.click('[data-tool="move"]');
}

async function unfold(page: Page, ...panels: string[]): Promise<void> {
  for (const id of panels) {
    await page.locator(`#panel-${id}`).evaluate((panel) => {
      (panel as HTMLDetailsElement).open = true;
    });
  }
}

async function saved(page: Page, button: string, path: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  await download.saveAs(path);
  return path;
}

const steps = (page: Page) => page.locator("#panel-edit [role=status]").textContent();

test("groups that were renamed, merged and split are saved, and the command line does the same from the document", async () => {
  const page = await pages.open("tissue.h5ad");
  await unfold(page, "edit", "save");
  await page.fill('[aria-label="Name of Layer 1"]', "White matter");
  await page.press('[aria-label="Name of Layer 1"]', "Enter");
  await page.check('[aria-label="Check Layer 2"]');
  await page.check('[aria-label="Check Layer 3"]');
  await page.click("#edit-merge");
  await page.waitForFunction(() => document.querySelectorAll(".edited li").length === 3);
  await lasso(page);
  await page.fill("#edit-move", "Middle");
  await page.click("#edit-assign");
  await page.waitForSelector('[data-group="Middle"]');
  await page.click('[aria-label="Move Middle up"]');
  await page.locator('[aria-label="Colour of Middle"]').fill("#123456");
  await soon(() => page.locator("#panel-legend .name span").allTextContents()).toContain("White matter");
  await page.waitForFunction(() => document.querySelector("#panel-edit [role=status]")?.textContent === "5 edits");
  const file = await saved(page, "#save-download", join(pages.folder, "edited.h5ad"));
  const edits = await saved(page, "#save-document", join(pages.folder, "edits.json"));
  await soon(() => page.locator("#explorer-trouble").count()).toBe(0);
  await page.close();
  const labels = await labelsOf(file, "domain");
  expect(new Set(labels)).toEqual(new Set(["White matter", "Layer 2", "Layer 4", "Middle"]));
  const { colors } = await readAnnotations(await fileSource(file));
  expect(colors.get("domain")).toContain("#123456");
  const record = await readUns(await fileSource(file), "cellscape_edits");
  expect(record).toMatchObject({ column: "domain" });
  expect(editsFromJson(readFileSync(edits, "utf8"), "edits.json").edits).toHaveLength(5);
  const { result } = await applyEditsFile(nodeHost, join(pages.folder, "tissue.h5ad"), edits, {
    out: join(pages.folder, "again"),
  });
  expect(readFileSync(result).equals(readFileSync(file))).toBe(true);
});

test("keys take edits back one by one and do them again, with the map and the legend", async () => {
  const page = await pages.open("tissue.h5ad");
  await unfold(page, "edit");
  await page.fill("#edit-copy", "mine");
  await page.click("#edit-new-column");
  await page.waitForFunction(() => document.querySelector<HTMLSelectElement>("#edit-column")?.value === "mine");
  for (const [from, to] of [
    ["Layer 1", "One"],
    ["Layer 2", "Two"],
  ]) {
    await page.fill(`[aria-label="Name of ${from}"]`, to);
    await page.press(`[aria-label="Name of ${from}"]`, "Enter");
    await page.waitForSelector(`[data-group="${to}"]`);
  }
  const legend = () => page.locator("#panel-legend .name span").allTextContents();
  expect(await legend()).toEqual(["One", "Two", "Layer 3", "Layer 4"]);
  await page.locator(".pane").focus();
  await page.keyboard.press("Control+z");
  await page.waitForSelector('[data-group="Layer 2"]');
  expect(await legend()).toEqual(["One", "Layer 2", "Layer 3", "Layer 4"]);
  await page.keyboard.press("Control+Shift+z");
  await page.waitForSelector('[data-group="Two"]');
  for (let undone = 0; undone < 3; undone++) {
    await page.keyboard.press("Control+z");
    await page.waitForFunction(
      (left) => document.querySelector("#panel-edit [role=status]")?.textContent === left,
      `${2 - undone} edit${undone === 1 ? "" : "s"}`,
    );
  }
  // The column that was made is gone with the first edit.
  await soon(() => page.locator('#edit-column option[value="mine"]').count()).toBe(0);
  expect(await steps(page)).toBe("0 edits");
  await page.close();
});

test("a name that a group has already is refused in words, and nothing changes", async () => {
  const page = await pages.open("tissue.h5ad");
  await unfold(page, "edit");
  await page.fill('[aria-label="Name of Layer 1"]', "Layer 2");
  await page.press('[aria-label="Name of Layer 1"]', "Enter");
  await page.waitForSelector("#explorer-trouble");
  await soon(() => page.locator("#explorer-trouble p").textContent()).toMatch(
    /rename.*expected a name that no group has, got Layer 2/,
  );
  expect(await page.inputValue('[aria-label="Name of Layer 1"]')).toBe("Layer 1");
  expect(await steps(page)).toBe("0 edits");
  await page.close();
});

test("edits of a folder, which cannot hold them, are saved as a document and as labels, and fit its .h5ad", async () => {
  const page = await pages.open("slideseq");
  await page.waitForSelector("#gene-search");
  await unfold(page, "edit", "save");
  await page.selectOption("#edit-column", "kind");
  const [old] = await page
    .locator(".edited li")
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.group));
  const field = page.locator(`[aria-label="Name of ${old}"]`);
  await field.fill("Rim, outer");
  await field.press("Enter");
  await page.waitForSelector('[data-group="Rim, outer"]');
  expect(await page.locator("#save-download, #save-as").count()).toBe(0);
  await soon(() => page.locator("#panel-save").textContent()).toContain("into .h5ad files only, and slideseq is none");
  const labels = readFileSync(await saved(page, "#save-labels", join(pages.folder, "labels.csv")), "utf8")
    .trim()
    .split("\n");
  const document = await saved(page, "#save-document", join(pages.folder, "slideseq.edits.json"));
  await page.close();

  const dataset = await readDataset(await inputAt("fixtures/formats/slideseq"));
  const kind = dataset.obs.columns.get("kind");
  if (!kind) throw new Error("expected groups");
  const { codes, categories } = groupsOf(kind, "obs/kind");
  const expected = Array.from(codes, (code) => (categories[code] === old ? "Rim, outer" : categories[code]));
  expect(labels[0]).toBe("cell,kind");
  expect(labels.slice(1)).toEqual(
    dataset.cells.map(
      (cell, row) => `${cell},${expected[row] === "Rim, outer" ? '"Rim, outer"' : (expected[row] ?? "")}`,
    ),
  );
  const written = join(pages.folder, "slideseq.h5ad");
  await writeDataset(await nodeHost.files.target(written), dataset, {});
  const { result } = await applyEditsFile(nodeHost, written, document, { out: join(pages.folder, "applied") });
  expect(await labelsOf(result, "kind")).toEqual(expected.map((label) => label ?? ""));
});
