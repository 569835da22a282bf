// How do time and memory grow with the number of cells? Stages, total, CPU time and peak memory of whole runs, from file
// to written results, on simulated tissues and on a Xenium mouse brain where it is there.
//
// Run:  npm run build && node bench/scale.mjs [--rows smooth,spatial-only,full] [--sizes 10000,30000,100000,300000]
//                                             [--million] [--genes 300] [--data FOLDER] [--threads 2]
//                                             [--memory 4GB] [--keep FOLDER] [--write FILE]
//
// --million adds 1,000,000 cells. --keep leaves the simulated tissues in a folder and takes them from there the next
// time. --memory is handed to the runs. --write puts the tables into a file as well.
//
// Every run is a process of its own, through the command line, one at a time. CPU seconds are those of all threads and
// depend less on what else the machine does than seconds on the clock. Peak memory is the largest resident set. Growth is
// the exponent e of n^e between a size and the one above it in the table.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: given } = parseArgs({
  options: {
    rows: { type: "string", default: "smooth,spatial-only" },
    sizes: { type: "string", default: "10000,30000,100000,300000" },
    million: { type: "boolean", default: false },
    genes: { type: "string", default: "300" },
    data: { type: "string", default: "../shared/data/scale/xenium_mouse_brain_36602" },
    threads: { type: "string", default: "2" },
    memory: { type: "string" },
    keep: { type: "string" },
    write: { type: "string" },
  },
});

/** Flags of each row of the tables. */
const rows = {
  smooth: ["--method", "smooth"],
  "spatial-only": ["--variant", "spatial-only"],
  full: ["--variant", "full"],
};

const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "cellscape-scale-"));
const tissues = given.keep ?? scratch;
mkdirSync(tissues, { recursive: true });

try {
  const sizes = given.sizes.split(",").map(Number);
  if (given.million) sizes.push(1_000_000);
  const parts = [
    `${cpus().length} x ${cpus()[0].model.trim()}, Node ${process.version}, ${given.genes} simulated genes`,
  ];
  for (const row of given.rows.split(",")) {
    if (!rows[row]) throw new Error(`--rows: expected ${Object.keys(rows).join(", ")}, got ${row}`);
    const found = sizes.map((cells) => ({ name: `${cells}`, cells, ...measure(simulated(cells), rows[row]) }));
    if (existsSync(given.data)) found.push({ name: "Xenium mouse brain", ...measure(given.data, rows[row]) });
    parts.push(`\n## ${row}\n`, table(found));
    console.error(parts.at(-1));
  }
  const text = `${parts.join("\n")}\n`;
  console.log(text);
  if (given.write) writeFileSync(given.write, text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Path of a simulated tissue, made when it is not there. */
function simulated(cells) {
  const path = join(tissues, `tissue-${cells}-${given.genes}.h5ad`);
  if (!existsSync(path)) {
    const flags = ["--cells", `${cells}`, "--genes", given.genes, "--domains", "8", "--out", path];
    cellscape(["simulate", ...flags]);
  }
  return path;
}

/** What the manifest of a run says. */
function measure(input, flags) {
  const out = join(scratch, "run");
  const memory = given.memory ? ["--memory", given.memory] : [];
  cellscape(["run", input, "--out", out, "--domains", "8", "--threads", given.threads, ...memory, ...flags]);
  const { timings_seconds: seconds, cpu_seconds: cpu, peak_memory_mb: mb } = manifest(out);
  rmSync(out, { recursive: true, force: true });
  console.error(`${input}: ${seconds.total.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU, ${mb} MB`);
  return { seconds, cpu, mb };
}

function manifest(out) {
  return JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
}

function cellscape(parameters) {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...parameters], {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`cellscape ${parameters.join(" ")} failed:\n${stderr.slice(-2000)}`);
}

/** A line a run: seconds of each stage, then the whole, and how it grows to the next size. */
function table(found) {
  const stages = [...new Set(found.flatMap(({ seconds }) => Object.keys(seconds)))].filter((name) => name !== "total");
  const head = [
    "cells",
    ...stages.map((name) => `${name} (s)`),
    "total (s)",
    "CPU (s)",
    "growth",
    "peak (MB)",
    "growth",
  ];
  const lines = found.map((run, at) => {
    const next = run.cells && found[at + 1]?.cells ? found[at + 1] : undefined;
    const growth = (of) => (next ? (Math.log(of(next) / of(run)) / Math.log(next.cells / run.cells)).toFixed(2) : "");
    const spent = stages.map((name) => run.seconds[name]?.toFixed(1) ?? "");
    // What is written tells how long all took, but not how long writing itself did.
    const writing = run.seconds.total - stages.reduce((sum, name) => sum + (run.seconds[name] ?? 0), 0);
    const all = [writing.toFixed(1), run.seconds.total.toFixed(1), run.cpu.toFixed(1), growth(({ cpu }) => cpu)];
    return [run.name, ...spent, ...all, `${run.mb}`, growth(({ mb }) => mb)];
  });
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
