import { statSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import type { Page } from "playwright-core";
import { openPageServer, type PageServer } from "../../../src/host/node/serve/pageServer.ts";
import type { DrawCost } from "../../../src/view/frame.ts";
import { frameMeasure } from "../../../src/view/scene.ts";
import { built, drawingNote, pageTests, softwareDrawing } from "../chromium.ts";

export interface OpenOptions {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly touch?: boolean;
}

/** A page with the explorer, of the tests of one file. */
export interface ExplorerPages {
  /** A folder for files of these tests. */
  readonly folder: string;
  /** Open a file or a folder in the explorer, drawn. */
  open(file: string, options?: OpenOptions): Promise<Page>;
}

/** @param prepare makes the files that tests open. */
export function explorerPages(prepare: (folder: string) => Promise<void>): ExplorerPages {
  let server: PageServer;
  const tests = pageTests(
    async ({ folder, closing }) => {
      await prepare(folder);
      server = closing(await openPageServer({ page: built, files: [] }));
    },
    ...softwareDrawing,
  );
  const { folder, complaints } = tests;
  return {
    folder,
    async open(file, { colorScheme = "light", width = 1200, height = 800, touch = false } = {}) {
      const page = await tests.browser.newPage({ viewport: { width, height }, colorScheme, hasTouch: touch });
      page.setDefaultTimeout(60_000);
      const origin = `http://127.0.0.1:${server.port}/`;
      page.on("console", (message) => drawingNote.test(message.text()) || complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) complaints.push(request.url());
      });
      await page.goto(server.url);
      const path = join(folder, file);
      await page.setInputFiles(statSync(path).isDirectory() ? "#pick-folder" : "#pick-file", path);
      await page.waitForSelector("#explore, .explorer");
      if ((await page.locator(".explorer").count()) === 0) await page.click("#explore");
      await drawn(page);
      return page;
    },
  };
}

/** Wait until a frame with a layer was drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(
    (name) =>
      performance
        .getEntriesByName(name)
        .some((entry) => (entry as PerformanceMeasure & { detail: DrawCost }).detail.drawCalls > 0),
    frameMeasure,
  );
}

export type FrameCost = DrawCost & { readonly ms: number };

/**
 * What the frames cost that are drawn while something is done, and the main thread's milliseconds for each.
 *
 * @param enough whether these are the frames that are waited for; one at least by default.
 */
export async function costsOf(
  page: Page,
  action: () => Promise<unknown>,
  enough: (frames: readonly FrameCost[]) => boolean = (frames) => frames.length > 0,
): Promise<FrameCost[]> {
  await page.waitForTimeout(300);
  await page.evaluate((name) => {
    const seen: object[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName(name)) {
        seen.push({ ...(entry as PerformanceMeasure & { detail: object }).detail, ms: entry.duration });
      }
    });
    watch.observe({ type: "measure" });
    Object.assign(globalThis, { seenFrames: seen });
  }, frameMeasure);
  await action();
  const seen = () => page.evaluate(() => (globalThis as unknown as { seenFrames: FrameCost[] }).seenFrames);
  while (!enough(await seen())) await page.waitForTimeout(50);
  await page.waitForTimeout(300);
  return seen();
}

/** Bytes that went to the card. */
export const uploadedBy = (frames: readonly FrameCost[]) => frames.reduce((sum, { uploaded }) => sum + uploaded, 0);

/** Red, green and blue of a point of the page. */
export async function pixelAt(page: Page, x: number, y: number): Promise<number[]> {
  const { data, channels } = decode(
    await page.screenshot({ clip: { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 } }),
  );
  return Array.from(data.slice(0, Math.min(3, channels)));
}
