// What is gained by other ways to choose among partitions of one trained model? NMI of the default (medoid), of one pool
// of the embedding and of autocorrelation factors, of the best of the kinds that are shown (chosen by labels: the bound of
// what a person can choose), and of `--method smooth`, with paired differences and standard errors over the sets.
//
// Run:  npm run build && node bench/kinds.mjs --results DIR [--seeds 5] [--only NAME] [--cache FILE]
//
// Nothing is trained: DIR holds NAME-SEED/result.h5ad of finished runs (--variant spatial-only --domains K --seed SEED).
// K is the annotated one, cells without a label are dropped when scoring, and no label is read by any rule.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { annotatedSets } from "./annotatedSets.mjs";
import { keptFigures } from "./keptFigures.mjs";
import { deviation, mean, pairedHeader, pairedRow, row } from "./paired.mjs";
import { measurePartitions } from "./partitions.mjs";

const { values: given } = parseArgs({
  options: {
    results: { type: "string" },
    seeds: { type: "string", default: "5" },
    only: { type: "string" },
    cache: { type: "string" },
  },
});
if (!given.results) throw new Error("kinds: expected --results DIR with NAME-SEED/result.h5ad of finished runs");

const sets = annotatedSets.filter(({ name }) => !given.only || name.includes(given.only));
const seeds = Array.from({ length: Number(given.seeds) }, (_, seed) => seed);
const rows = ["default", "pool", "best of kinds", "mean of kinds", "smooth 2", "smooth 4"];
const kept = keptFigures(given.cache);

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
    all.push(await kept(`${set.name}/${seed}`, () => measurePartitions(path, set, seed)));
  }
  if (all.length > 0) found.set(set.name, all);
}

const names = [...found.keys()];
const of = (name, what) => found.get(name).map((figures) => figures[what]);
const means = (what) => names.map((name) => mean(of(name, what)));
console.log(`| NMI | ${names.join(" | ")} | mean |\n|---|${names.map(() => "---|").join("")}---|`);
for (const each of rows) console.log(row(each, means(each)));
for (const each of ["default", "pool", "best of kinds"]) {
  console.log(
    row(
      `sd over seeds, ${each}`,
      names.map((name) => deviation(of(name, each))),
    ),
  );
}
console.log(row("kinds shown", means("kinds"), 1));
for (const [at, what] of ["default", "pool in its place", "kinds after the pool"].entries()) {
  const seconds = names.map((name) => mean(of(name, "seconds").map((each) => each[at])));
  console.log(row(`CPU seconds, ${what}`, seconds, 1));
}
console.log(`\n${pairedHeader}`);
for (const [a, b] of [
  ["pool", "default"],
  ["best of kinds", "default"],
  ["default", "smooth 2"],
  ["default", "smooth 4"],
  ["pool", "smooth 2"],
  ["pool", "smooth 4"],
]) {
  console.log(pairedRow(`${a} - ${b}`, means(a), means(b)));
}
