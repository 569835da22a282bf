// Do the jobs of a cohort give the same bytes however they are grouped, the domains of a joint run, and at what cost?
//
// Run:  npm run build && node bench/cohort.mjs [--sections 24] [--cells 5000] [--genes 300] [--domains 5] [--batch-effect 0.3]
//                                              [--arrangement layers]
//                                              [--groups 24,4,1] [--sketch 0.1] [--seed 0] [--threads 2]
//                                              [--keep FOLDER] [--run] [--no-joint]
//
// Sections are simulated, --cells in each. --groups are numbers of jobs into which the samples are put: first in their order,
// for every later number shuffled, as are the files that jobs on all samples read. --sketch is the share of the cells that the
// model is fitted to in one more cohort (0 for none). The joint run reads all sections in one process. ARI is that of the
// refined domains with the simulated ones, over all cells.
//
// Every job is a process of its own, one at a time; --run adds `cohort run`, which starts as many at once as it finds cores for.
// CPU seconds are those of all threads, memory is the largest resident set of a process, wall seconds include waiting for cores. --keep leaves the simulated sections in a folder and takes them from there the next time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { labelAt } from "../dist/src/data/labels.js";
import { agreement } from "../dist/src/entries/domains.js";
import { readDataset, writeDataset } from "../dist/src/entries/io.js";
import { createRandom, simulateSections } from "../dist/src/entries/main.js";
import { fileTarget, inputAt } from "../dist/src/entries/node.js";

const { values: given } = parseArgs({
  options: {
    sections: { type: "string", default: "24" },
    cells: { type: "string", default: "5000" },
    genes: { type: "string", default: "300" },
    domains: { type: "string", default: "5" },
    "batch-effect": { type: "string", default: "0.3" },
    arrangement: { type: "string", default: "layers" },
    groups: { type: "string" },
    sketch: { type: "string", default: "0.1" },
    seed: { type: "string", default: "0" },
    threads: { type: "string", default: "2" },
    keep: { type: "string" },
    run: { type: "boolean", default: false },
    "no-joint": { type: "boolean", default: false },
  },
});
const [sections, cells, sketch] = [given.sections, given.cells, given.sketch].map(Number);
const groupings = (given.groups ?? `${sections},4,1`).split(",").map(Number);
const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "cellscape-cohort-"));
const input = given.keep ?? join(scratch, "input");
const names = Array.from({ length: sections }, (_, s) => `Sample_${s + 1}`);
/** Writes what a process used when it ends, and those that it starts; workers run it too and write nothing. */
const hook = `data:text/javascript,${encodeURIComponent(
  "import { isMainThread } from 'node:worker_threads'; import { writeFileSync } from 'node:fs';" +
    "if (isMainThread) process.on('exit', () => writeFileSync(process.env.USAGE_FOLDER + '/' + process.pid, " +
    "JSON.stringify({ job: process.argv[3], ...process.resourceUsage() })));",
)}`;

try {
  await simulate();
  const truth = await truths();
  const ways = groupings.map((count, at) => ({
    name: `${count} jobs${at === 0 ? "" : ", shuffled"}`,
    count,
    shuffle: at,
  }));
  if (sketch > 0)
    ways.push({ name: `sketch of ${sketch}`, count: 1, shuffle: 0, cells: Math.round(sketch * sections * cells) });
  const made = [];
  for (const way of ways) made.push({ ...way, ...cohort(way) });
  if (given.run) made.push({ name: "cohort run", ...together() });
  const joint = given["no-joint"] ? undefined : jointly();
  const whole = made.filter(({ cells: part }) => part === undefined);
  const same = whole.every((each) => differing([each, whole[0]]).length === 0);
  const machine = `${cpus().length} x ${cpus()[0].model.trim()}, Node ${process.version}, ${given.threads} threads`;
  const size = `${sections} sections x ${cells} cells x ${given.genes} genes, ${given.domains} domains in ${given.arrangement}`;
  console.log(`${machine}\n${size}\n`);
  console.log(
    `${whole.map(({ name }) => name).join("; ")}: ${Object.keys(whole[0].digests).length} files ${same ? "equal" : "DIFFER"}`,
  );
  if (!same) for (const path of differing(whole)) console.log(`  ${path}`);
  console.log(`model ${whole[0].digests["model.cellscape"]}\n`);
  const lines = [...made, ...(joint ? [{ name: "joint run", ...joint }] : [])].map(({ name, labels, uses }) => {
    const spent = uses.reduce((sum, { cpu }) => sum + cpu, 0);
    const most = Math.max(...uses.map(({ mb }) => mb));
    const both = joint ? ari(labels, joint.labels) : "";
    return [
      name,
      ari(labels, truth),
      both,
      spent.toFixed(0),
      joint ? (spent / joint.uses.reduce((sum, { cpu }) => sum + cpu, 0)).toFixed(2) : "",
      most,
      uses.reduce((sum, { wall }) => sum + wall, 0).toFixed(0),
    ];
  });
  const head = [
    "way",
    "ARI",
    "ARI with the joint run",
    "CPU s",
    "of the joint run",
    "largest MB of a process",
    "wall s",
  ];
  console.log(table(head, lines));
  for (const { name, uses } of made) console.log(`\n${name}\n${costs(uses)}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The sections as files of their own, with a sheet, which is written last. */
async function simulate() {
  if (existsSync(join(input, "samples.csv"))) return;
  mkdirSync(input, { recursive: true });
  const kind = {
    domains: Number(given.domains),
    batchEffect: Number(given["batch-effect"]),
    arrangement: given.arrangement,
  };
  const size = { cells: sections * cells, samples: sections, genes: Number(given.genes) };
  const tissue = simulateSections({ ...size, ...kind }, createRandom(Number(given.seed)));
  for (const name of names) {
    const { value: section } = tissue.next();
    await writeDataset(await fileTarget(join(input, `${name}.h5ad`)), section, {});
  }
  const lines = names.map((name) => `${name},${name}.h5ad`);
  writeFileSync(join(input, "samples.csv"), `${["sample,path", ...lines].join("\n")}\n`);
}

/** The simulated domains of all cells, sample by sample. */
async function truths() {
  const all = [];
  for (const name of names) {
    const { cells: own, obs } = await readDataset(await inputAt(join(input, `${name}.h5ad`)));
    const labels = obs.columns.get("domain");
    for (const at of own.keys()) all.push(labelAt(labels, at));
  }
  return all;
}

/** Every job of a cohort, on `count` groups of samples. */
function cohort({ count, shuffle, cells: part }) {
  const out = join(scratch, "cohort");
  const at = (...path) => join(out, ...path);
  const order = shuffle === 0 ? names : shuffled(names, shuffle);
  const groups = Array.from({ length: count }, (_, g) => order.filter((_, s) => s % count === g)).filter(
    (group) => group.length > 0,
  );
  const uses = [];
  const sheet = join(input, "samples.csv");
  const call = (job, files, folder, ...more) => {
    uses.push(...cellscape(["cohort", job, ...files, "--out", folder, "--progress", "none", ...more]));
  };
  const each = (job, folder, ...more) => {
    for (const group of groups) call(job, ["--samples", sheet, "--only", group.join(",")], folder, ...more);
  };
  const all = (ending, folder = "work") => order.map((name) => at(folder, `${name}.${ending}`));
  const [genes, plan, model, fit] = [
    at("work/genes.plan"),
    at("work/cohort.plan"),
    at("fit/model.cellscape"),
    at("fit/fit.json"),
  ];
  const threads = ["--threads", given.threads];
  each("prepare", at("work"));
  call("merge", all("stats"), genes, "--domains", given.domains, "--variant", "spatial-only", "--seed", given.seed);
  each("rank", at("work"), "--plan", genes, "--stats", at("work"));
  call("plan", all("ranks"), plan, "--plan", genes, ...(part === undefined ? [] : ["--sketch-cells", `${part}`]));
  each("sketch", at("work"), "--plan", plan);
  call("fit", all("sketch"), at("fit"), "--plan", plan, ...threads);
  each("apply", at("samples"), "--plan", plan, "--model", model, "--no-figures", ...threads);
  call("gather", all("counts", "samples"), at("gathered"), "--plan", plan, "--fit", fit, "--samples", sheet);
  return concluded(out, uses, at("gathered"));
}

/** All jobs by one command. */
function together() {
  const out = join(scratch, "cohort");
  const files = ["--samples", join(input, "samples.csv"), "--out", out, "--progress", "none", "--no-figures"];
  const settings = ["--domains", given.domains, "--variant", "spatial-only", "--seed", given.seed];
  return concluded(out, cellscape(["cohort", "run", ...files, ...settings, "--threads", given.threads]), out);
}

/** What a cohort made, which is removed. */
function concluded(out, uses, gathered) {
  const labels = names.flatMap((name) => column(join(out, "samples", name, "domains.csv"), "domain"));
  const found = {
    uses,
    labels,
    digests: { ...digests(join(out, "fit")), ...digests(join(out, "samples")), ...digests(gathered) },
  };
  rmSync(out, { recursive: true });
  return found;
}

/** All sections in one process. */
function jointly() {
  const out = join(scratch, "joint");
  const flags = ["--domains", given.domains, "--variant", "spatial-only", "--seed", given.seed, "--no-figures"];
  const files = ["--samples", join(input, "samples.csv"), "--out", out, "--progress", "none"];
  const uses = cellscape(["run", ...files, ...flags, "--threads", given.threads]);
  const path = join(out, "domains.csv");
  const [found, samples] = [column(path, "domain"), column(path, "sample")];
  const labels = names.flatMap((name) => found.filter((_, i) => samples[i] === name));
  rmSync(out, { recursive: true });
  return { uses, labels };
}

/** SHA-256 of the model, of every result and of the tables of the cohort. */
function digests(out) {
  const wanted =
    /^(model\.cellscape|fit\.json|[^/]+\/result\.h5ad|[^/]+\/domains\.csv|[^/]+\.counts|tables\/.*\.csv|cohort\.json|report\.html)$/;
  const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => wanted.test(name));
  return Object.fromEntries(
    files.sort().map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(out, name)))
        .digest("hex"),
    ]),
  );
}

/** Files that are not the same in all ways. */
function differing(ways) {
  const every = [...new Set(ways.flatMap(({ digests: own }) => Object.keys(own)))].sort();
  return every.filter((path) => new Set(ways.map(({ digests: own }) => own[path])).size > 1);
}

/** A column of a table as text. */
function column(path, name) {
  const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const at = header.split(",").indexOf(name);
  return lines.map((line) => line.split(",")[at]);
}

function ari(a, b) {
  return agreement(codesOf(a), codesOf(b)).ari.toFixed(3);
}

function codesOf(labels) {
  const codes = new Map([...new Set(labels)].map((label, code) => [label, code]));
  return Int32Array.from(labels, (label) => codes.get(label));
}

/** The names in an order that a seed decides. */
function shuffled(list, seed) {
  const key = (name) => createHash("sha256").update(`${seed} ${name}`).digest("hex");
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Processes, CPU seconds and memory of each kind of job. */
function costs(uses) {
  const jobs = [...new Set(uses.map(({ job }) => job))];
  const lines = jobs.map((job) => {
    const own = uses.filter((use) => use.job === job);
    const [cpu, most] = [own.reduce((sum, use) => sum + use.cpu, 0), Math.max(...own.map(({ mb }) => mb))];
    return [job, own.length, cpu.toFixed(1), most];
  });
  return table(["job", "processes", "CPU s", "largest MB"], lines);
}

function table(head, lines) {
  return [head, head.map(() => "---"), ...lines].map((entries) => `| ${entries.join(" | ")} |`).join("\n");
}

/** One call of the program: what each of its processes used. */
function cellscape(parameters) {
  const folder = join(scratch, "usage");
  mkdirSync(folder);
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [cli, ...parameters], {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, USAGE_FOLDER: folder, NODE_OPTIONS: `--import=${hook}` },
    maxBuffer: 1 << 26,
  });
  const wall = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`cellscape ${parameters.join(" ")} ended with ${status}:\n${stderr.slice(-2000)}`);
  const uses = readdirSync(folder).map((file) => {
    const { job, userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return { job, cpu: (userCPUTime + systemCPUTime) / 1e6, mb: Math.round(maxRSS / 1024), wall: 0 };
  });
  rmSync(folder, { recursive: true });
  // Those that it started ran in its time.
  uses[0].wall = wall;
  return uses;
}
