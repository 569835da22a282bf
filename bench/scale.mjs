// How do time and memory grow with the number of cells? Stages, total, CPU time and peak memory of whole runs, from file
// to written results, on simulated tissues and on a Xenium mouse brain where it is there.
//
// Run:  npm run build && node bench/scale.mjs [--million] [--many-genes] [--sizes 10000,30000,100000,300000]
//                                             [--only spatial-only,full,report,kinds,smooth] [--data FOLDER]
//                                             [--annotated FOLDER] [--threads 2] [--memory 4GB] [--keep FOLDER] [--write FILE]
//                                             [--rows TEXT] [--cache FILE] [--docs docs/benchmarks.md]
//
// Spatial-only: all sizes of 300 genes, the Xenium, and 20,000 cells x 3,000 genes; full: these last two; the Xenium with a
// report; of the annotated sets osmFISH, alone and with its kinds of partition, and DLPFC 151673 full. --million adds
// 1,000,000 cells, spatial-only and smooth; --many-genes 300,000 cells x 5,000 genes, spatial-only and full, and
// 500,000 x 18,000, with as many transcripts per cell as such instruments count. --keep leaves the simulated tissues in a
// folder and takes them from there the next time. --memory is handed to the runs. --write puts the tables into a file as well.
// --rows takes the rows whose name holds one of some texts, such as "300,000 x 5000, full;DLPFC"; --cache keeps their figures in a file, from
// which rows that were measured before are taken. --docs puts the table of all rows into docs/benchmarks.md, between its marks.
//
// Every run is a process of its own, through the command line, one at a time. CPU seconds are those of all threads and
// depend less on what else the machine does than seconds on the clock. Peak memory is the largest resident set, beside
// what the run foresaw. Growth is the exponent e of n^e between a size and the next, and from 30,000 to 300,000.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { keptFigures } from "./keptFigures.mjs";

const { values: given } = parseArgs({
  options: {
    only: { type: "string", default: "spatial-only,full,report,kinds,smooth" },
    sizes: { type: "string", default: "10000,30000,100000,300000" },
    million: { type: "boolean", default: false },
    "many-genes": { type: "boolean", default: false },
    data: { type: "string", default: "../shared/data/scale/xenium_mouse_brain_36602" },
    annotated: { type: "string", default: "../shared/data/annotated" },
    threads: { type: "string", default: "2" },
    memory: { type: "string" },
    keep: { type: "string" },
    write: { type: "string" },
    rows: { type: "string", default: "" },
    cache: { type: "string" },
    docs: { type: "string" },
  },
});

/** Flags of each kind of run. */
const kinds = {
  "spatial-only": ["--variant", "spatial-only"],
  full: ["--variant", "full"],
  report: ["--variant", "full", "--report"],
  kinds: ["--variant", "spatial-only", "--want", "alternatives"],
  smooth: ["--method", "smooth"],
};

/** Marks around the table of docs/benchmarks.md. */
const [begin, end] = ["<!-- table of bench/scale.mjs -->", "<!-- end of the table of bench/scale.mjs -->"];

const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "cellscape-scale-"));
const tissues = given.keep ?? scratch;
mkdirSync(tissues, { recursive: true });

try {
  const wanted = given.only.split(",");
  for (const kind of wanted) {
    if (!kinds[kind]) throw new Error(`--only: expected ${Object.keys(kinds).join(", ")}, got ${kind}`);
  }
  const machine = `${cpus().length} x ${cpus()[0].model.trim()}, Node ${process.version}, ${given.threads} threads`;
  const kept = keptFigures(given.cache);
  const runs = [];
  for (const work of works()) {
    const { kind, row } = work;
    if (wanted.includes(kind) && given.rows.split(";").some((text) => row.includes(text))) {
      runs.push({ ...work, ...(await kept(row, () => measure(work))) });
    }
  }
  const text = [machine, summary(runs), growth(runs), stages(runs)].filter(Boolean).join("\n\n");
  console.log(text);
  if (given.write) writeFileSync(given.write, `${text}\n`);
  if (given.docs) writeFileSync(given.docs, withTable(readFileSync(given.docs, "utf8"), machine, runs));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** What is measured: a name, the kind of run, and the size of a simulated tissue or an input. */
function works() {
  const sizes = given.sizes.split(",").filter(Boolean).map(Number);
  if (given.million) sizes.push(1_000_000);
  const all = sizes.map((cells) => ({ kind: "spatial-only", cells, genes: 300 }));
  if (given.million) all.push({ kind: "smooth", cells: 1_000_000, genes: 300 });
  for (const kind of ["spatial-only", "full"]) {
    if (existsSync(given.data)) all.push({ kind, input: given.data, name: "Xenium mouse brain" });
    all.push({ kind, cells: 20_000, genes: 3000 });
    if (given["many-genes"]) all.push({ kind, cells: 300_000, genes: 5000, depth: 600 });
  }
  if (given["many-genes"]) all.push({ kind: "spatial-only", cells: 500_000, genes: 18_000, depth: 390 });
  if (existsSync(given.data)) all.push({ kind: "report", input: given.data, name: "Xenium mouse brain" });
  const annotated = [
    ["osmFISH", "osmfish_sdmbench.h5ad", 11, ["spatial-only", "kinds"]],
    ["DLPFC 151673", "visium_dlpfc_151673.h5ad", 7, ["full"]],
  ];
  for (const [name, file, domains, wanted] of annotated) {
    const input = join(given.annotated, file);
    if (existsSync(input)) all.push(...wanted.map((kind) => ({ kind, input, name, domains })));
  }
  return all.map((work) => {
    const name = work.name ?? `${work.cells.toLocaleString("en")} x ${work.genes}`;
    return { ...work, name, row: `${name}, ${work.kind}` };
  });
}

/** Path of a simulated tissue, made when it is not there. */
function simulated(cells, genes, depth) {
  const path = join(tissues, `tissue-${cells}-${genes}.h5ad`);
  if (!existsSync(path)) {
    const deep = depth ? ["--depth", `${depth}`] : [];
    cellscape(["simulate", "--cells", `${cells}`, "--genes", `${genes}`, ...deep, "--domains", "8", "--out", path]);
  }
  return path;
}

/** What the manifest of a run says. */
function measure({ kind, input, cells, genes, depth, domains = 8 }) {
  const out = join(scratch, "run");
  const memory = given.memory ? ["--memory", given.memory] : [];
  const flags = ["--domains", `${domains}`, "--threads", given.threads, ...memory, ...kinds[kind]];
  cellscape(["run", input ?? simulated(cells, genes, depth), "--out", out, ...flags]);
  const { timings_seconds: seconds, cpu_seconds: cpu, peak_memory_mb: mb, plan } = manifest(out);
  rmSync(out, { recursive: true, force: true });
  return { seconds, cpu, mb, planned: plan.expected_peak_mb.all };
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

/** A line a run: the whole, the memory beside what was foreseen, and how both grow from the size before. */
function summary(runs) {
  const lines = runs.map((run, at) => {
    const before = runs[at - 1];
    const grows = before && before.kind === run.kind && before.genes === run.genes && run.cells > before.cells;
    const exponent = (of) => (grows ? exponentOf(before, run, of) : "");
    return [
      run.name,
      run.kind,
      run.seconds.total.toFixed(0),
      run.cpu.toFixed(0),
      exponent(({ cpu }) => cpu),
      `${run.mb}`,
      exponent(({ mb }) => mb),
      `${run.planned} (${(run.planned / run.mb).toFixed(2)})`,
    ];
  });
  return table(["cells x genes", "run", "s", "CPU s", "growth", "peak MB", "growth", "planned MB"], lines);
}

/** The page with a table of these runs in place of the one that it holds. */
function withTable(page, machine, runs) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`--docs: expected a page with the lines ${begin} and ${end}`);
  const lines = runs.map(({ row, seconds, cpu, mb, planned }) => {
    const count = (value) => Math.round(value).toLocaleString("en");
    return [row, count(seconds.total), count(cpu), count(mb), count(planned)];
  });
  const made = table(["cells x genes, run", "s", "CPU s", "peak MB", "planned MB"], lines);
  return [page.slice(0, from + begin.length), machine, made, growth(runs), page.slice(to)].filter(Boolean).join("\n\n");
}

/** From 30,000 to 300,000 cells, where both were run. */
function growth(runs) {
  const [small, large] = [30_000, 300_000].map((cells) =>
    runs.find((run) => run.cells === cells && run.kind === "spatial-only"),
  );
  if (!small || !large) return "";
  const [clock, cpu, memory] = [({ seconds }) => seconds.total, ({ cpu: spent }) => spent, ({ mb }) => mb].map((of) =>
    exponentOf(small, large, of),
  );
  return `From 30,000 to 300,000 cells: seconds n^${clock}, CPU seconds n^${cpu}, memory n^${memory}.`;
}

function exponentOf(small, large, of) {
  return (Math.log(of(large) / of(small)) / Math.log(large.cells / small.cells)).toFixed(2);
}

/** A line a run: seconds of each stage. */
function stages(runs) {
  const names = [...new Set(runs.flatMap(({ seconds }) => Object.keys(seconds)))].filter((name) => name !== "total");
  const lines = runs.map(({ name, kind, seconds }) => {
    // What is written tells how long all took, but not how long writing itself did.
    const writing = seconds.total - names.reduce((sum, each) => sum + (seconds[each] ?? 0), 0);
    return [name, kind, ...names.map((each) => seconds[each]?.toFixed(1) ?? ""), writing.toFixed(1)];
  });
  return table(["cells x genes", "run", ...names, "write"], lines);
}

function table(head, lines) {
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
