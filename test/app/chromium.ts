import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, type TestContext } from "vitest";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const resolver = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** Arguments for WebGL2 without a graphics card. */
export const softwareDrawing = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

/** Software that draws in place of a card reports that it is slow to read from. */
export const drawingNote = /GPU stall due to ReadPixels|Automatic fallback to software WebGL/;

/** The built page. */
export const built = "dist/app";
const isBuilt = existsSync(join(built, "index.html"));

/** Leaves a test out where there is no browser or no built page, and says so. */
function needPage(context: TestContext): void {
  if (chromiumPath === undefined) context.skip("no Chromium here; set CHROMIUM to its path");
  if (!isBuilt) context.skip("the page is not built; run npm run build");
}

/** A browser that finds no host but this machine. */
export async function launch(...more: string[]): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("internal: no Chromium");
  const all = [...args, "--disable-background-networking", resolver, ...more];
  return chromium.launch({ executablePath: chromiumPath, args: all });
}

/** What the tests of one file share that open the page. */
export interface PageTests {
  /** A folder for files of these tests. */
  readonly folder: string;
  readonly browser: Browser;
  /** What pages complained of in this test, and what they requested from elsewhere; a test that leaves any fails. */
  readonly complaints: string[];
  /** Close a server after the test that opened it, or after all where `prepare` did. */
  closing<T extends { close(): void }>(server: T): T;
}

/**
 * A browser and a folder for the tests of one file, which are left out where there is no Chromium or no built page.
 *
 * @param prepare makes what all tests need
 * @param more arguments of the browser
 */
export function pageTests(prepare: (tests: PageTests) => Promise<void>, ...more: string[]): PageTests {
  let browser: Browser | undefined;
  const complaints: string[] = [];
  const servers: { close(): void }[] = [];
  let lasting = 0;
  const close = (from: number) => {
    for (const server of servers.splice(from)) server.close();
  };
  const tests: PageTests = {
    folder: mkdtempSync(join(tmpdir(), "cellscape-page-")),
    get browser() {
      if (!browser) throw new Error("internal: no browser");
      return browser;
    },
    complaints,
    closing(server) {
      servers.push(server);
      return server;
    },
  };
  beforeAll(async () => {
    if (chromiumPath === undefined || !isBuilt) return;
    browser = await launch(...more);
    await prepare(tests);
    lasting = servers.length;
  });
  afterAll(async () => {
    await browser?.close();
    close(0);
    rmSync(tests.folder, { recursive: true });
  });
  beforeEach((context) => {
    complaints.length = 0;
    needPage(context);
  });
  afterEach(() => {
    close(lasting);
    expect(complaints).toEqual([]);
  });
  return tests;
}

/**
 * Open the page at an address.
 *
 * @param complaints gets what the page complained of, and what it requested from elsewhere.
 */
export async function openAt(
  place: Browser | BrowserContext,
  address: string,
  complaints: string[],
  options: { colorScheme?: "light" | "dark"; width?: number } = {},
): Promise<Page> {
  const page = await place.newPage();
  await page.setViewportSize({ width: options.width ?? 1280, height: 900 });
  await page.emulateMedia({ colorScheme: options.colorScheme ?? "light" });
  // No test measures time: the limit only ends one that waits for what does not come.
  page.setDefaultTimeout(600_000);
  const { origin } = new URL(address);
  page.on("console", (message) => {
    if (!drawingNote.test(message.text())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.context().on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) complaints.push(url);
  });
  await page.goto(address);
  await page.waitForSelector("#pick-file");
  return page;
}

/** Pick a file and wait for its form. */
export async function pickFile(page: Page, file: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  await page.setInputFiles("#pick-file", file);
  await page.waitForSelector("#run, #failure");
}

/** Begin the run of the form, and wait for its results. */
export async function run(page: Page): Promise<void> {
  await page.click("#run");
  await page.waitForSelector("#found, #failure");
  const failures = await page.locator("#failure").allTextContents();
  if (failures.length > 0) throw new Error(failures.join("\n"));
}

/** What the page shows as soon as its worker has answered. */
export const soon = <T>(shown: () => Promise<T>) => expect.poll(shown, { timeout: 600_000 });
