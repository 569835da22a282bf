import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { TestContext } from "vitest";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const resolver = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** The built page. */
export const built = "dist/app";
export const isBuilt = existsSync(join(built, "index.html"));

/** Leaves a test out where there is no browser or no built page, and says so. */
export function needPage(context: TestContext): void {
  if (chromiumPath === undefined) context.skip("no Chromium here; set CHROMIUM to its path");
  if (!isBuilt) context.skip("the page is not built; run npm run build");
}

/** A browser that finds no host but this machine. */
export async function launch(...more: string[]): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("internal: no Chromium");
  const all = [...args, "--disable-background-networking", resolver, ...more];
  return chromium.launch({ executablePath: chromiumPath, args: all });
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
  // A run takes as long as the machine needs.
  page.setDefaultTimeout(0);
  const { origin } = new URL(address);
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
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
