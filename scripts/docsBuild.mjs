/**
 * Builds the documentation into `docs/.vitepress/dist`: pictures by the tutorials' own commands, the reference of the library by
 * TypeDoc, the site by VitePress. A warning of either is an error, and so is a host that a page would load something from.
 *
 *   node scripts/docsBuild.mjs              all
 *   node scripts/docsBuild.mjs --pages      the pages alone, with pictures and reference as they are
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const pagesOnly = process.argv.includes("--pages");
const site = "docs/.vitepress/dist";

function run(command, args, cwd = ".") {
  const { status, stdout, stderr } = spawnSync(command, args, {
    ...{ cwd, encoding: "utf8", maxBuffer: 2 ** 26, shell: process.platform === "win32" },
  });
  const output = `${stdout}${stderr}`;
  const warned = output.split("\n").filter((line) => /\bwarn(ing)?\b/i.test(line));
  if (status === 0 && warned.length === 0) return;
  console.error(output);
  console.error(`${command} ${args.join(" ")}: expected no error and no warning, got ${warned.length} warnings`);
  process.exit(1);
}

/** What a page loads by itself from elsewhere; links that a reader follows are none. */
function foreignLoads(file) {
  const text = readFileSync(file, "utf8");
  const loads = file.endsWith(".css")
    ? /url\(["']?(?:https?:)?\/\/[^)]*|@import[^;]*\/\/[^;]*/g
    : /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(?:https?:)?\/\/[^"]*/g;
  return Array.from(text.matchAll(loads), ([load]) => `${file}: ${load}`);
}

if (!existsSync("docs/node_modules")) run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "docs");
if (!pagesOnly) {
  const { status } = spawnSync(process.execPath, ["scripts/docsPictures.mjs"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  rmSync("docs/api", { recursive: true, force: true });
  run("npx", ["typedoc"], "docs");
}
run("npx", ["vitepress", "build", "."], "docs");
const files = readdirSync(site, { recursive: true, encoding: "utf8" }).map((name) => join(site, name));
const foreign = files.filter((name) => /\.(html|css)$/.test(name)).flatMap(foreignLoads);
if (foreign.length > 0) {
  console.error(`docs: expected pages that load nothing from other hosts, got\n${foreign.join("\n")}`);
  process.exit(1);
}
console.log(`${site}: ${files.filter((name) => name.endsWith(".html")).length} pages`);
