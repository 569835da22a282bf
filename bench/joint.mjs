// Do several samples of one run find domains as well as each does alone? NMI after the vote over all cells and in each
// sample, beside the run of each sample by itself, mean, spread and range over seeds; and how far the samples mix in z_spatial.
//
// Run:  npm run build && node bench/joint.mjs [FILE.h5ad ...] [--truth layer] [--domains 4] [--seeds 5] [--first 0]
//                                             [--joint-only] [--flags="--anchors 4096"]
//
// No run reads a label; every run is a process of its own, through the command line.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    truth: { type: "string", default: "layer" },
    domains: { type: "string", default: "4" },
    seeds: { type: "string", default: "5" },
    first: { type: "string", default: "0" },
    flags: { type: "string", default: "" },
    "joint-only": { type: "boolean", default: false },
  },
});
const folder = "../shared/data/annotated";
const files =
  positionals.length > 0 ? positionals : ["BZ5", "BZ9"].map((name) => `${folder}/starmap_mpfc_${name}.h5ad`);
const seeds = Array.from({ length: Number(given.seeds) }, (_, s) => Number(given.first) + s);
const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;

console.log("| run | scored | NMI | sd | range | seeds |\n|---|---|---|---|---|---|");
report("joint", files);
if (!given["joint-only"]) for (const file of files) report("alone", [file]);

function report(name, inputs) {
  const found = new Map();
  for (const seed of seeds) {
    for (const [group, nmi] of scores(inputs, seed)) found.set(group, [...(found.get(group) ?? []), nmi]);
  }
  for (const [group, values] of found) {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1));
    const range = `${Math.min(...values).toFixed(3)}-${Math.max(...values).toFixed(3)}`;
    console.log(`| ${name} | ${group} | ${mean.toFixed(3)} | ${sd.toFixed(3)} | ${range} | ${seeds.join(" ")} |`);
  }
}

/** NMI after the vote: of all cells, and of each sample where there are several. */
function scores(inputs, seed) {
  const out = mkdtempSync(join(tmpdir(), "cellscape-bench-"));
  try {
    const flags = given.flags.split(" ").filter(Boolean);
    const common = ["--variant", "spatial-only", "--domains", given.domains, "--seed", `${seed}`, "--progress", "none"];
    const scored = inputs.length > 1 ? ["--want", "integration"] : [];
    call(["run", ...inputs, ...common, ...scored, ...flags, "--out", out]);
    const { rows } = JSON.parse(call(["score", join(out, "result.h5ad"), "--truth", given.truth, "--json"]));
    const mixed =
      inputs.length > 1
        ? [
            ...["spatial", "aligned"].map((stage) => [
              `iLISI of z_spatial (${stage}), share of attainable`,
              mixing(out, stage),
            ]),
          ]
        : [];
    const refined = rows.filter(({ column }) => column === "cellscape_domain");
    const all = inputs.length === 1 ? basename(inputs[0], ".h5ad") : "all cells";
    return [...refined.map(({ group, nmi }) => [group ?? all, nmi]), ...mixed];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** (iLISI - 1) / (iLISI of shuffled samples - 1). */
function mixing(out, stage) {
  const [header, ...lines] = readFileSync(join(out, "tables", "integration.csv"), "utf8")
    .trim()
    .split("\n");
  const names = header.split(",");
  const row = lines.map((line) => line.split(",")).find((each) => each[0] === stage) ?? [];
  const value = (name) => Number(row[names.indexOf(name)]);
  return (value("ilisi_mean") - 1) / (value("ilisi_attainable") - 1);
}

function call(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`cellscape ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}
