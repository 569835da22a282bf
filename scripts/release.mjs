/**
 * A release: the version in every file that states it, the date of its changelog section, a commit and a tag. Publishes nothing.
 *
 *   node scripts/release.mjs 0.2.0 [--dry-run] [--date 2026-12-01]
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "dry-run": { type: "boolean" }, date: { type: "string" } },
});
const [version = ""] = positionals;
const date = values.date ?? new Date().toISOString().slice(0, 10);

/** Files of the repository. */
function listed(pattern) {
  return execFileSync("git", ["ls-files", pattern], { encoding: "utf8" }).trim().split("\n");
}

/** Where the version stands, each with one place per pattern. */
const stated = {
  "package.json": [/^( {2}"version": ")([^"]+)/m],
  "package-lock.json": [/^( {2}"version": ")([^"]+)/m, /^( {6}"version": ")([^"]+)/m],
  "src/core/version.ts": [/(version = ")([^"]+)/],
  "python/src/cellscape/version.py": [/(__version__ = ")([^"]+)/],
  "CITATION.cff": [/^(version: )(.+)/m],
  "workflows/bioconda/meta.yaml": [/(set version = ")([^"]+)/],
  "workflows/containers/Dockerfile": [
    /(PACKAGE=cellscape-)(\d+\.\d+\.\d+)(?=\.tgz -f)/,
    /(-t cellscape:)(\S+)/,
    /^(ARG PACKAGE=cellscape-)(\d+\.\d+\.\d+)/m,
  ],
  "workflows/containers/cellscape.def": [/(cellscape-)(\d+\.\d+\.\d+)(?=\.tgz \/opt)/],
  "workflows/snakemake/workflow/envs/cellscape.yaml": [/(cellscape =)(\S+)/],
  "workflows/galaxy/cellscape_cohort.xml": [/(version=")([\d.]+)(?=\+galaxy)/, /(type="package" version=")([^"]+)/],
  ...Object.fromEntries(
    listed("workflows/nextflow/modules/*/*/environment.yml").map((file) => [file, [/(cellscape=)([\d.]+)/]]),
  ),
};

function end(message) {
  console.error(`release: ${message}`);
  process.exit(1);
}

const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();

/** Whether `a` is a later version than `b`. */
function isLater(a, b) {
  const [left, right] = [a, b].map((text) => text.split(".").map(Number));
  const differing = left.findIndex((part, i) => part !== right[i]);
  return differing >= 0 && left[differing] > right[differing];
}

if (!/^\d+\.\d+\.\d+$/.test(version)) end(`expected a version such as 0.2.0, got ${JSON.stringify(version)}`);
if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) end(`--date: expected a date such as 2026-12-01, got ${date}`);
if (git("status", "--porcelain") !== "") end("expected a clean working tree, got changes; commit or remove them");
if (git("tag", "--list", `v${version}`) !== "") end(`expected a new version, got ${version}, which has a tag`);

const changed = new Map();
for (const [file, patterns] of Object.entries(stated)) {
  let text = readFileSync(file, "utf8");
  for (const pattern of patterns) {
    const now = pattern.exec(text)?.[2];
    if (now === undefined) end(`${file}: expected a version, got none`);
    if (now !== version && !isLater(version, now)) end(`${file}: expected a version after ${now}, got ${version}`);
    text = text.replace(pattern, `$1${version}`);
  }
  changed.set(file, text);
}
changed.set(
  "CITATION.cff",
  changed
    .get("CITATION.cff")
    .replace(/^date-released: .*\n/m, "")
    .replace(/^version: .*\n/m, (line) => `${line}date-released: ${date}\n`),
);

const changelog = readFileSync("CHANGELOG.md", "utf8");
const heading = `## ${version} (unreleased)`;
const section = changelog.split(/^(?=## )/m).find((part) => part.startsWith(heading));
if (section === undefined) end(`CHANGELOG.md: expected a section "${heading}", got none`);
if (!/^- /m.test(section)) end(`CHANGELOG.md: expected lines below "${heading}", got none`);
changed.set("CHANGELOG.md", changelog.replace(heading, `## ${version} (${date})`));

const changes = section.match(/^- /gm).length;
const different = [...changed].filter(([file, text]) => text !== readFileSync(file, "utf8"));
console.log(`cellscape ${version} (${date}), ${changes === 1 ? "1 change" : `${changes} changes`}`);
for (const [file] of different) console.log(`  ${file}`);
if (values["dry-run"]) {
  console.log("dry run: nothing is written");
} else {
  for (const [file, text] of different) writeFileSync(file, text);
  git("commit", "--quiet", "--message", `Release ${version}`, "--", ...different.map(([file]) => file));
  git("tag", "--annotate", `v${version}`, "--message", `cellscape ${version}`);
  console.log(`tagged v${version}; publish it:`);
  console.log("  .ci/run && git push --follow-tags");
  console.log("  npm run package && npm publish ./cellscape-*.tgz");
  console.log("  python -m build python && python -m twine upload python/dist/*");
}
