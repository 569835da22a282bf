// What is gained by other ways to choose among partitions of one trained model? NMI of the default (medoid), of one pool
// of the embedding and of autocorrelation factors, of the best of the kinds that are shown (chosen by labels: the bound of
// what a person can choose), and of `--method smooth`, with paired differences and standard errors over the sets.
//
// Run:  npm run build && node bench/kinds.mjs --results DIR [--seeds 5] [--only NAME] [--cache FILE]
//
// Nothing is trained: DIR holds NAME-SEED/result.h5ad of finished runs (--variant spatial-only --domains K --seed SEED).
// K is the annotated one, cells without a label are dropped when scoring, and no label is read by any rule.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom, fileSource, open, run } from "cellscape/node";
import { silentTask } from "../dist/src/core/task.js";
import { findDomains } from "../dist/src/domains/domains.js";
import { kindCandidates } from "../dist/src/domains/kinds/kindCandidates.js";
import { findKinds } from "../dist/src/domains/kinds/kinds.js";
import { policies } from "../dist/src/domains/policy.js";
import { readAnnotations, readLabels, readObsm } from "../dist/src/io/anndata/h5ad.js";
import { agreement, scoredPairs } from "../dist/src/math/statistics/agreement.js";
import { smooth } from "../dist/src/spatial/smooth.js";

const { values: given } = parseArgs({
  options: {
    results: { type: "string" },
    seeds: { type: "string", default: "5" },
    only: { type: "string" },
    cache: { type: "string" },
  },
});
if (!given.results) throw new Error("kinds: expected --results DIR with NAME-SEED/result.h5ad of finished runs");

const sets = [
  { name: "starmap_mpfc_BZ9", truth: "layer", domains: 4 },
  { name: "starmap_mpfc_BZ5", truth: "layer", domains: 4 },
  { name: "starmap_visual_cortex_BY3", truth: "layer", domains: 7 },
  { name: "st_her2_H1", truth: "label", domains: 6 },
  { name: "visium_dlpfc_151673", truth: "layer", domains: 7 },
  { name: "osmfish_somatosensory", truth: "Region", domains: 11 },
].filter(({ name }) => !given.only || name.includes(given.only));
const seeds = Array.from({ length: Number(given.seeds) }, (_, seed) => seed);
const rows = ["default", "pool", "best of kinds", "mean of kinds", "smooth 2", "smooth 4", "kinds", "seconds"];

const cache = new Map();
if (given.cache && existsSync(given.cache)) {
  for (const line of readFileSync(given.cache, "utf8").split("\n").filter(Boolean)) {
    const { key, figures } = JSON.parse(line);
    cache.set(key, figures);
  }
}

/** found.get(set)[seed][row] */
const found = new Map();
for (const set of sets) {
  const all = [];
  for (const seed of seeds) {
    const path = join(given.results, `${set.name}-${seed}`, "result.h5ad");
    if (!existsSync(path)) {
      console.error(`left out: ${path} is not there`);
      continue;
    }
    const key = `${set.name}/${seed}`;
    const figures = cache.get(key) ?? (await measured(path, set, seed));
    if (given.cache && !cache.has(key)) appendFileSync(given.cache, `${JSON.stringify({ key, figures })}\n`);
    all.push(figures);
  }
  if (all.length > 0) found.set(set.name, all);
}
print();

async function measured(path, set, seed) {
  const source = await fileSource(path);
  const { codes, categories } = await readLabels(source, set.truth);
  const dataset = await open(path);
  const context = { report: () => {}, config: { seed } };
  const { artifacts } = await run(dataset, ["selection", "features", "graph"], context);
  const { selection, features, graph } = artifacts;
  const stored = await readObsm(source, "X_cellscape_spatial");
  const complete = selection.cells.every((cell) => !Number.isNaN(stored.values[cell * stored.columns]));
  if (!complete) throw new Error(`${path}: expected an embedding of every analysed cell`);
  const embedding = rowsOf(stored, selection.cells);
  const unknown = categories.findIndex((name) => ["nan", "NaN", "NA", "undetermined"].includes(name));
  const truth = Int32Array.from(selection.cells, (cell) => (codes[cell] === unknown ? -1 : codes[cell]));
  const score = (labels) => {
    const pairs = scoredPairs(truth, labels);
    return agreement(pairs.truth, pairs.labels).nmi;
  };
  const inputs = {
    ...{ positions: selection.positions, count: set.domains, graph: graph.graph, components: features.input },
    sections: selection.samples?.codes,
  };
  const rng = createRandom(seed).split("domains");
  const started = performance.now();
  const ofOne = await findDomains({ ...inputs, embeddings: [embedding] }, {}, rng);
  const between = performance.now();
  const pool = await findDomains({ ...inputs, embeddings: [embedding] }, { policy: policies.pool }, rng);
  const after = performance.now();
  const { candidates } = await kindCandidates(
    { ...inputs, embeddings: [embedding] },
    pool.partitions,
    policies.default,
    rng,
    silentTask,
  );
  const kinds = await findKinds(ofOne.refined, candidates, set.domains, policies.default.kinds);
  const ended = performance.now();
  const figures = {
    default: score(ofOne.refined),
    pool: score(pool.refined),
    kinds: kinds.length,
    each: kinds.map(({ labels, support }) => ({ nmi: score(labels), support })),
    best: Math.max(...candidates.map(({ refined }) => score(refined))),
    asInFile: score(await domainsOf(source, selection.cells)),
    seconds: [between - started, after - between, ended - after].map((each) => each / 1000),
  };
  for (const rounds of [2, 4]) {
    const smoothed = await smooth(features.input, graph.graph, rounds);
    const { refined } = await findDomains({ ...inputs, embeddings: [smoothed] }, {}, rng);
    figures[`smooth ${rounds}`] = score(refined);
  }
  figures["best of kinds"] = Math.max(...figures.each.map(({ nmi }) => nmi));
  figures["mean of kinds"] = mean(figures.each.map(({ nmi }) => nmi));
  console.error(`${set.name} seed ${seed}: ${JSON.stringify(figures)}`);
  return figures;
}

async function domainsOf(source, cells) {
  const { obs } = await readAnnotations(source);
  const { codes } = obs.columns.get("cellscape_domain");
  return Int32Array.from(cells, (cell) => codes[cell]);
}

function rowsOf({ columns, values }, cells) {
  const picked = new Float32Array(cells.length * columns);
  cells.forEach((cell, i) => {
    picked.set(values.subarray(cell * columns, (cell + 1) * columns), i * columns);
  });
  return { rows: cells.length, columns, values: picked };
}

function print() {
  const names = [...found.keys()];
  const of = (name, row) => found.get(name).map((figures) => figures[row]);
  console.log(`| NMI | ${names.join(" | ")} | mean |\n|---|${names.map(() => "---|").join("")}---|`);
  const nmiRows = rows.slice(0, 6);
  for (const row of nmiRows)
    line(
      row,
      names.map((name) => mean(of(name, row))),
    );
  for (const row of ["default", "pool"])
    line(
      `sd over seeds, ${row}`,
      names.map((name) => deviation(of(name, row))),
    );
  line(
    "kinds shown",
    names.map((name) => mean(of(name, "kinds"))),
    1,
  );
  for (const at of [0, 1, 2]) {
    const what = ["default", "pool in its place", "kinds"][at];
    line(
      `seconds, ${what}`,
      names.map((name) => mean(of(name, "seconds").map((each) => each[at]))),
      1,
    );
  }
  console.log("\n| paired over sets | difference | standard error | least | most |\n|---|---|---|---|---|");
  for (const [a, b] of [
    ["pool", "default"],
    ["best of kinds", "default"],
    ["default", "smooth 2"],
    ["default", "smooth 4"],
    ["pool", "smooth 2"],
    ["pool", "smooth 4"],
  ]) {
    const differences = names.map((name) => mean(of(name, a)) - mean(of(name, b)));
    const error = deviation(differences) / Math.sqrt(differences.length);
    const cells = [mean(differences), error, Math.min(...differences), Math.max(...differences)];
    console.log(`| ${a} - ${b} | ${cells.map((value) => value.toFixed(3)).join(" | ")} |`);
  }
}

function line(name, values, digits = 3) {
  console.log(`| ${name} | ${[...values, mean(values)].map((value) => value.toFixed(digits)).join(" | ")} |`);
}

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function deviation(values) {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / Math.max(1, values.length - 1));
}
