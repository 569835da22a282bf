// The tour of the page, step by step in Chromium: drop a file, train, colour by a gene, select cells, rank their markers,
// name three domains, label two cells, save. Writes a screenshot of each step and the saved file.
// Run:  npm run build && node scripts/tour.mjs TISSUE.h5ad OUT [GENE] [DOMAINS]; a result is not trained again
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { openPageServer } from "../dist/src/host/node/serve/pageServer.js";
import { launch } from "./chromium.mjs";

const [tissue, out, gene = "Plp1", domains = "auto"] = process.argv.slice(2);
if (!tissue || !out) {
  process.stderr.write("usage: node scripts/tour.mjs TISSUE.h5ad OUT [GENE] [DOMAINS]\n");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const server = await openPageServer({ page: "dist/app", files: [] });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
page.setDefaultTimeout(0);

let step = 0;
const began = Date.now();
async function shot(name) {
  step++;
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(out, `${step}-${name}.png`) });
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0)} s: ${name}\n`);
}

/** Unfold some panels and fold the others. */
async function unfold(...ids) {
  await page.evaluate((wanted) => {
    for (const panel of document.querySelectorAll("details.panel")) panel.open = wanted.includes(panel.id.slice(6));
  }, ids);
}

try {
  await page.goto(server.url);
  await page.setInputFiles("#pick-file", tissue);
  await page.waitForSelector("#run, .explorer");
  // A result is open in the explorer at once.
  if ((await page.locator(".explorer").count()) === 0) {
    await page.waitForSelector("#run");
    await page.fill("#field-domains", domains);
    await page.uncheck("#field-report");
    await shot("picked");
    await page.click("#run");
    await page.waitForSelector("#found, #failure");
    const failure = await page.locator("#failure").allTextContents();
    if (failure.length > 0) throw new Error(failure.join("\n"));
    await shot("trained");
    await page.click("#explore-result");
  }
  await page.waitForSelector("#gene-search");
  await unfold("color", "legend");
  await shot("domains");

  await unfold("gene", "legend");
  await page.fill("#gene-search", gene);
  await page.locator(`#panel-gene [role="option"]:has-text("${gene}")`).first().click();
  await page.waitForSelector("#panel-legend canvas, #panel-legend .bar, #panel-legend input");
  await shot("gene");

  // Around the cells that express the gene most, as the page knows them.
  await unfold("selection", "composition", "markers");
  await page.click('[data-tool="lasso"]');
  const box = await page.locator(".pane").boundingBox();
  const corners = [
    [0.46, 0.44],
    [0.56, 0.34],
    [0.6, 0.38],
    [0.56, 0.5],
    [0.4, 0.64],
    [0.33, 0.68],
    [0.33, 0.6],
  ];
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(corners[0]));
  await page.mouse.down();
  for (const corner of [...corners.slice(1), corners[0]]) await page.mouse.move(...at(corner), { steps: 12 });
  await page.mouse.up();
  await page.waitForSelector("#selected-count");
  await page.click('[data-tool="move"]');
  await page.click("#rank-genes");
  await page.waitForSelector("#panel-markers table tbody tr");
  await shot("markers");

  await unfold("color", "edit");
  await page.waitForSelector("#edit-column");
  await page.selectOption("#edit-column", "cellscape_domain");
  await page.waitForSelector(".edited li");
  const groups = await page.locator(".edited li").evaluateAll((all) => all.map((each) => each.dataset.group));
  for (const [at, name] of ["White matter", "Deep layer", "Upper layer"].entries()) {
    const field = page.locator(`[aria-label="Name of ${groups[at]}"]`);
    await field.fill(name);
    await field.press("Enter");
    await page.waitForSelector(`[data-group="${name}"]`);
  }
  await unfold("selection", "edit");
  await shot("named");

  await unfold("paint", "legend");
  await page.locator("#panel-selection button:has-text('Clear')").evaluate((button) => button.click());
  await page.fill("#paint-label", "White matter");
  await page.click("#paint-brush");
  await page.mouse.click(...at([0.5, 0.45]));
  await page.waitForFunction(() => document.querySelector("#painted")?.textContent?.startsWith("1 "));
  await page.fill("#paint-label", "Upper layer");
  await page.mouse.click(...at([0.42, 0.72]));
  await page.waitForFunction(() => document.querySelector("#painted")?.textContent?.startsWith("2 "));
  await shot("labelled");
  await page.click("#paint-keep");
  await page.click("#paint-brush");

  await unfold("save", "edit");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-download")]);
  const saved = join(out, `edited-${basename(tissue)}`);
  await download.saveAs(saved);
  await shot("saved");
  process.stdout.write(`${saved}\n`);
} finally {
  await browser.close();
  server.close();
}
process.exit(0);
