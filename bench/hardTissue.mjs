// Simulated tissue that is hard in known ways: how near does each rule come, with K given? NMI of one trained model, of the pool,
// of each family and of the kinds, of `--method smooth` and of evidence, mean and spread over seeds, with paired differences and
// standard errors over the tissues; and how often the suggested K is that of the tissue or next to it, beside a constant K.
//
// Run:  npm run build && node bench/hardTissue.mjs --work DIR [--seeds 5] [--only NAME] [--results DIR] [--cells 1500]
//
// A seed draws its own tissue and trains its own model. DIR keeps tissues, runs and figures: a second call goes on. With
// --results, a folder with NAME-SEED/result.h5ad as of bench/kinds.mjs, the suggested K of the annotated sets is printed too.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { completeOptions } from "../dist/src/simulate/options.js";
import { tissueNames } from "../dist/src/simulate/tissues.js";
import { annotatedSets } from "./annotatedSets.mjs";
import { keptFigures } from "./keptFigures.mjs";
import { deviation, mean, pairedHeader, pairedRow, row } from "./paired.mjs";
import { measurePartitions, suggestedCount } from "./partitions.mjs";

const { values: given } = parseArgs({
  options: {
    work: { type: "string" },
    seeds: { type: "string", default: "5" },
    only: { type: "string" },
    results: { type: "string" },
    cells: { type: "string", default: "1500" },
  },
});
if (!given.work) throw new Error("hardTissue: expected --work DIR, where tissues, runs and figures are kept");
mkdirSync(given.work, { recursive: true });
const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;
const seeds = Array.from({ length: Number(given.seeds) }, (_, seed) => seed);
const kept = keptFigures(join(given.work, "figures.jsonl"));

/** found.get(tissue)[seed][row] */
const found = new Map();
for (const tissue of tissueNames.filter((name) => !given.only || name.includes(given.only))) {
  const { domains } = completeOptions({ tissue });
  const all = [];
  for (const seed of seeds) {
    const measure = () =>
      measurePartitions(trained(tissue, domains, seed), { truth: "domain", domains }, seed, {
        evidence: true,
        count: true,
      });
    all.push({ ...(await kept(`${tissue}/${seed}`, measure)), domains });
  }
  found.set(tissue, all);
}
const names = [...found.keys()];
const of = (name, what) => found.get(name).map((figures) => figures[what]);
const means = (what) => names.map((name) => mean(of(name, what)));
const families = ["embedding", "smoothed components", "autocorrelation factors"];
console.log(`| NMI | ${names.join(" | ")} | mean |\n|---|${names.map(() => "---|").join("")}---|`);
const rows = [
  ...["default", "pool", "best of kinds", "mean of kinds", "best candidate", "smooth 2", "smooth 4", "evidence"],
  ...families.flatMap((family) => [`medoid of ${family}`, `mean of ${family}`]),
];
for (const each of rows) {
  const spread = names.map((name) => deviation(of(name, each)));
  console.log(row(each, means(each)));
  console.log(row("  sd over seeds", spread));
}
for (const each of ["evidence", "agreement"]) {
  const what = `${each}, rank correlation with NMI`;
  console.log(row(what, means(what), 2));
}
console.log(`\n${pairedHeader}`);
for (const other of ["default", "smooth 4"]) {
  for (const each of rows.filter((name) => name !== other && !name.startsWith("mean of"))) {
    console.log(pairedRow(`${each} - ${other}`, means(each), means(other)));
  }
}

const counted = names.flatMap((name) =>
  found.get(name).map(({ domains, chosen, plausible }, seed) => ({ name, seed, domains, chosen, plausible })),
);
printCounts("simulated", counted);
if (given.results) {
  const annotated = [];
  for (const set of annotatedSets) {
    for (const seed of seeds) {
      const path = join(given.results, `${set.name}-${seed}`, "result.h5ad");
      if (!existsSync(path)) continue;
      const figures = await kept(`count/${set.name}/${seed}`, () => suggestedCount(path, set, seed));
      annotated.push({ ...set, seed, chosen: figures.chosen, plausible: figures.plausible });
    }
  }
  printCounts("annotated", annotated);
}

/** Path of the result of one trained model on a tissue of its own. */
function trained(tissue, domains, seed) {
  const file = join(given.work, `${tissue}-${seed}.h5ad`);
  const out = join(given.work, `${tissue}-${seed}`);
  const path = join(out, "result.h5ad");
  if (existsSync(path)) return path;
  call(["simulate", "--tissue", tissue, "--cells", given.cells, "--seed", `${seed}`, "--out", file]);
  const settings = ["--variant", "spatial-only", "--domains", `${domains}`, "--seed", `${seed}`, "--progress", "none"];
  call(["run", file, ...settings, "--out", out]);
  return path;
}

function call(args) {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`cellscape ${args.join(" ")} ended with ${status}:\n${stderr}`);
}

/** Suggested against known numbers of domains, each tissue weighing alike. */
function printCounts(title, all) {
  const tissues = [...new Set(all.map(({ name }) => name))];
  console.log(
    `\n| suggested K, ${title} | K | suggested, by seed | equal | within one | among the plausible |\n|---|---|---|---|---|---|`,
  );
  const shares = tissues.map((name) => {
    const own = all.filter((each) => each.name === name);
    const share = (is) => mean(own.map((each) => (is(each) ? 1 : 0)));
    const cells = [
      share(({ chosen, domains }) => chosen === domains),
      share(({ chosen, domains }) => Math.abs(chosen - domains) <= 1),
      share(({ plausible, domains }) => plausible.includes(domains)),
    ];
    const listed = own.map(({ chosen }) => chosen).join(" ");
    console.log(`| ${name} | ${own[0].domains} | ${listed} | ${cells.map((value) => value.toFixed(2)).join(" | ")} |`);
    return cells;
  });
  const total = [0, 1, 2].map((at) => mean(shares.map((each) => each[at])).toFixed(2));
  console.log(`| mean | | | ${total.join(" | ")} |`);
  for (const constant of [5, 6, 7]) {
    const share = (reach) =>
      mean(
        tissues.map((name) => (Math.abs(constant - all.find((each) => each.name === name).domains) <= reach ? 1 : 0)),
      );
    console.log(`| always ${constant} | | | ${share(0).toFixed(2)} | ${share(1).toFixed(2)} | |`);
  }
}
