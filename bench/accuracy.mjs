// How well do the domains agree with annotations? NMI, homogeneity and ARI, raw and refined, mean and spread over seeds,
// beside the smoothing baseline, with time and peak memory, for every annotated set that is there.
//
// Run:  npm run build && node bench/accuracy.mjs [--data DIR] [--seeds 5] [--only NAME] [--rows spatial-only,full,...]
//                                                [--cache FILE] [--threads 2] [--batch auto|none|CELLS]
//
// Rules: K is the number of annotated domains; cells without a label stay in the run and are dropped when scoring; no
// label is read by a run. Every run is a process of its own, through the command line, one at a time. With --cache
// finished runs are kept in a file (JSON lines) and not repeated.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: given } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data/annotated" },
    seeds: { type: "string", default: "5" },
    only: { type: "string" },
    rows: { type: "string", default: "spatial-only,full,smooth 2,smooth 4" },
    cache: { type: "string" },
    threads: { type: "string", default: "2" },
    batch: { type: "string", default: "auto" },
  },
});

const sets = [
  { name: "osmfish_sdmbench", truth: "Region", domains: 11, types: "ClusterName" },
  { name: "osmfish_somatosensory", truth: "Region", domains: 11, types: "ClusterName" },
  { name: "starmap_mpfc_BZ9", truth: "layer", domains: 4, types: "cell_type" },
  { name: "starmap_mpfc_BZ5", truth: "layer", domains: 4, types: "cell_type" },
  { name: "starmap_visual_cortex_BY3", truth: "layer", domains: 7, types: "cell_type" },
  { name: "visium_dlpfc_151673", truth: "layer", domains: 7 },
  { name: "st_her2_H1", truth: "label", domains: 6 },
  { name: "st_olfactory_bulb", truth: "annot", domains: 5 },
];

const paper = ["--preset", "paper", "--scale", "z-score"];

/** Flags of each row of the table; a row without chance in it runs once. */
const rows = {
  "spatial-only": { flags: ["--variant", "spatial-only"], seeded: true },
  full: { flags: ["--variant", "full"], seeded: true },
  "5 seeds in one": { flags: ["--variant", "spatial-only", "--seeds", "5"], seeded: false },
  // The paper does not state its epochs: its schedule of the learning rate acts from 50 on.
  "paper spatial-only 40": { flags: [...paper, "--variant", "spatial-only", "--epochs", "40"], seeded: true },
  "paper spatial-only 200": { flags: [...paper, "--variant", "spatial-only", "--epochs", "200"], seeded: true },
  "paper full 40": { flags: [...paper, "--variant", "full", "--epochs", "40"], seeded: true },
  "paper full 200": { flags: [...paper, "--variant", "full", "--epochs", "200"], seeded: true },
  "smooth 2": { flags: ["--method", "smooth", "--rounds", "2"], seeded: false },
  "smooth 4": { flags: ["--method", "smooth", "--rounds", "4"], seeded: false },
};

const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;
const cache = new Map();
if (given.cache && existsSync(given.cache)) {
  for (const line of readFileSync(given.cache, "utf8").split("\n").filter(Boolean)) {
    const { key, figures } = JSON.parse(line);
    cache.set(key, figures);
  }
}

const header = [
  "set",
  "row",
  "seeds",
  "K",
  "NMI raw",
  "NMI",
  "sd",
  "HOM",
  "ARI",
  "cell types",
  "PCA 30",
  "s",
  "CPU s",
  "MB",
];
console.log(`| ${header.join(" | ")} |\n|${header.map(() => "---").join("|")}|`);
for (const set of sets) {
  const file = join(given.data, `${set.name}.h5ad`);
  if (given.only && !set.name.includes(given.only)) continue;
  if (!existsSync(file)) {
    console.error(`left out: ${file} is not there`);
    continue;
  }
  for (const name of given.rows.split(",").map((row) => row.trim())) {
    const row = rows[name] ?? Object.entries(rows).find(([other]) => other.replaceAll(",", "") === name)?.[1];
    if (!row) throw new Error(`unknown row ${name}; known: ${Object.keys(rows).join(" | ")}`);
    const seeds = row.seeded ? Number(given.seeds) : 1;
    const runs = Array.from({ length: seeds }, (_, seed) => measured({ set, file, name, flags: row.flags, seed }));
    console.log(tableRow(set, name, runs));
  }
}

function measured({ set, file, name, flags, seed }) {
  const key = `${set.name}/${name}/${seed}${given.batch === "auto" ? "" : `/${given.batch}`}`;
  if (cache.has(key)) return cache.get(key);
  const out = mkdtempSync(join(tmpdir(), "cellscape-bench-"));
  try {
    const common = ["--domains", `${set.domains}`, "--seed", `${seed}`, "--threads", given.threads, "--out", out];
    if (!name.includes("smooth")) common.push("--batch", given.batch);
    const started = performance.now();
    call(["run", file, ...flags, ...common]);
    const seconds = (performance.now() - started) / 1000;
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    const [raw, refined] = JSON.parse(call(["score", join(out, "result.h5ad"), "--truth", set.truth, "--json"])).rows;
    const types = set.types && name.includes("full") ? cellTypes(join(out, "result.h5ad"), set.types) : undefined;
    const figures = {
      raw,
      refined,
      types,
      seconds,
      cpu: manifest.cpu_seconds,
      mb: manifest.peak_memory_mb,
      K: refined.domains,
    };
    if (given.cache) appendFileSync(given.cache, `${JSON.stringify({ key, figures })}\n`);
    return figures;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** NMI of k-means on z_intrinsic, and on 30 components of the expression, with annotated cell types. */
function cellTypes(result, column) {
  const script = new URL("cellTypes.mjs", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, result, column], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function call(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`cellscape ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}

function tableRow(set, name, runs) {
  const of = (read) => runs.map(read);
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const spread = (values) => {
    const m = mean(values);
    return Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / Math.max(1, values.length - 1));
  };
  const fixed = (value, digits = 3) => value.toFixed(digits);
  const nmi = of(({ refined }) => refined.nmi);
  const types = runs[0].types ? [mean(of((run) => run.types.intrinsic)), mean(of((run) => run.types.components))] : [];
  const cells = [
    set.name,
    name,
    runs.length,
    [...new Set(of(({ K }) => K))].join("/"),
    fixed(mean(of(({ raw }) => raw.nmi))),
    fixed(mean(nmi)),
    runs.length > 1 ? fixed(spread(nmi)) : "-",
    fixed(mean(of(({ refined }) => refined.homogeneity))),
    fixed(mean(of(({ refined }) => refined.ari))),
    types.length ? fixed(types[0]) : "-",
    types.length ? fixed(types[1]) : "-",
    fixed(mean(of(({ seconds }) => seconds)), 1),
    fixed(mean(of(({ cpu }) => cpu)), 1),
    Math.max(...of(({ mb }) => mb)),
  ];
  return `| ${cells.join(" | ")} |`;
}
