// Runs of the page in Chromium, measured against `cellscape run --engine wasm` on the same input.
//
//   npm run build && node bench/page.mjs WORK_FOLDER INPUT:DOMAINS[:VARIANT] ...
//
// INPUT is a file or a folder, served to the page by ranges as `cellscape view` does. `only-page` as fourth part leaves Node out.
// Processor seconds and peak memory are those of the page's renderer process, which holds all its workers.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openPageServer } from "../dist/src/host/node/serve/pageServer.js";
import { readLabels } from "../dist/src/io/anndata/h5ad.js";
import { fileSource } from "../dist/src/io/node/nodeFile.js";
import { launch } from "../scripts/chromium.mjs";

const [work, ...jobs] = process.argv.slice(2);
mkdirSync(work, { recursive: true });

const rows = [];
for (const job of jobs) {
  const [input, domains, variant = "full", only] = job.split(":");
  const inPage = await runInPage(input, { domains, variant });
  const inNode = only ? undefined : await runInNode(input, { domains, variant });
  const agreement = inNode && (await agree(inPage.result, inNode.result));
  rows.push({ input, variant, inPage, inNode, agreement });
  print(rows.at(-1));
}
console.log(`\n${table(rows)}`);

async function runInPage(input, { domains, variant }) {
  const server = await openPageServer({ page: new URL("../dist/app", import.meta.url).pathname, files: [input] });
  const browser = await launch();
  const session = await browser.newBrowserCDPSession();
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  await page.waitForSelector("#run");
  await page.fill("#field-domains", domains);
  if (variant !== "full") await page.selectOption("[id='field-cellscape.variant']", variant);
  await page.uncheck("#field-report");
  const before = await cpuOf(session);
  const started = performance.now();
  await page.click("#run");
  await page.waitForSelector("#found, #failure");
  const seconds = (performance.now() - started) / 1000;
  const failures = await page.locator("#failure").allTextContents();
  if (failures.length > 0) throw new Error(failures.join("\n"));
  const cpu = (await cpuOf(session)) - before;
  const peakMb = Math.max(...(await renderers(session)).map(({ id }) => peakOf(id)));
  const notes = await page.locator(".steps").first().locator("li").allTextContents();
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`a[data-file="${name}"]`)]);
    const path = join(work, `${basename(input)}-page-${name}`);
    await download.saveAs(path);
    return path;
  };
  const result = await save("result.h5ad");
  await page.click("summary:has-text(' files')");
  const manifest = JSON.parse(readFileSync(await save("manifest.json"), "utf8"));
  await browser.close();
  server.close();
  const threads = notes.find((text) => text.startsWith("training goes on")) ?? "one thread";
  return { seconds, cpu, peakMb, planMb: manifest.plan.expected_peak_mb.all, result, threads };
}

async function renderers(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer");
}

async function cpuOf(session) {
  return (await renderers(session)).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

function peakOf(id) {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

async function runInNode(input, { domains, variant }) {
  const out = join(work, `${basename(input)}-node`);
  const settings = ["--engine", "wasm", "--threads", "1", "--domains", domains, "--cellscape.variant", variant];
  const program = new URL("../dist/cli/main.js", import.meta.url).pathname;
  const child = spawn(process.execPath, [program, "run", input, "--out", out, ...settings], { stdio: "ignore" });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`cellscape run ${input}: exit code ${code}`);
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  const { cpu_seconds: cpu, peak_memory_mb: peakMb, timings_seconds } = manifest;
  return { seconds: timings_seconds.total, cpu, peakMb, result: join(out, "result.h5ad") };
}

/** Share of cells with the same domain in both. */
async function agree(a, b) {
  const [first, second] = await Promise.all([a, b].map((path) => labelsOf(path)));
  return first.filter((label, cell) => label === second[cell]).length / first.length;
}

async function labelsOf(path) {
  const { codes, categories } = await readLabels(await fileSource(path), "cellscape_domain");
  return Array.from(codes, (code) => categories[code] ?? "");
}

function print({ input, inPage, inNode, agreement }) {
  const ratio = inNode ? (inPage.cpu / inNode.cpu).toFixed(2) : "-";
  console.log(`${basename(input)}: same domain ${agreement ?? "-"}, CPU ratio ${ratio}, ${inPage.threads}`);
}

function table(all) {
  const head =
    "| input | variant | page CPU s | wall s | peak MB | planned MB | Node wasm CPU s | peak MB | CPU ratio | cells of the same domain |";
  const lines = all.map(({ input, variant, inPage: page, inNode: node, agreement }) => {
    const own = [
      basename(input),
      variant,
      page.cpu.toFixed(1),
      page.seconds.toFixed(1),
      page.peakMb.toFixed(0),
      page.planMb,
    ];
    const others = node
      ? [node.cpu.toFixed(1), node.peakMb, (page.cpu / node.cpu).toFixed(2), agreement.toFixed(4)]
      : ["-", "-", "-", "-"];
    return `| ${[...own, ...others].join(" | ")} |`;
  });
  return [head, `|${"---|".repeat(10)}`, ...lines].join("\n");
}
