// Pictures of the page for the documents, made in Chromium from a simulated tissue.
//
//   npm run build && node scripts/pagePictures.mjs [FOLDER]
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeHost } from "../dist/src/host/node/nodeHost.js";
import { openPageServer } from "../dist/src/host/node/serve/pageServer.js";
import { simulateFile } from "../dist/src/session/simulateFile.js";
import { launch } from "./chromium.mjs";

const [folder = "docs/public"] = process.argv.slice(2);

const tissue = join(mkdtempSync(join(tmpdir(), "cellscape-pictures-")), "tissue.h5ad");
await simulateFile(nodeHost, tissue, { cells: 1500, genes: 100, domains: 5, seed: 0 });
const server = await openPageServer({ page: new URL("../dist/app", import.meta.url).pathname, files: [tissue] });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1180, height: 760 } });
page.setDefaultTimeout(0);
const picture = (name) => page.screenshot({ path: join(folder, `page-${name}.png`) });
await page.goto(server.url);
await page.waitForSelector("#run");
await page.fill("#field-domains", "5");
await page.uncheck("#field-report");
await page.click("#run");
await page.waitForSelector("#found");
await page.locator("#results-title").evaluate((title) => title.scrollIntoView());
await picture("results");
await page.click("#explore-result");
await page.waitForSelector("#gene-search");
await page.waitForFunction(() => !document.body.textContent.includes("reading genes"));
await page.waitForTimeout(2000);
await picture("explorer");
await browser.close();
server.close();
