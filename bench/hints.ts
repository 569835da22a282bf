// What do labels of a few cells add? On results that exist, or on simulated tissue; nothing is trained.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench
//      node dist/bench/bench/hints.js --results DIR [--seeds 0,1,2,3,4] [--draws 10] [--only NAME] [--rows hints,suggestions]     (DIR/SET-SEED/result.h5ad)
//      node dist/bench/bench/hints.js --simulated   [--seeds 0,1]       [--draws 10] [--only KIND] [--cells 300000]
//
// Results of: cellscape run SET.h5ad --domains K --variant spatial-only --seed SEED, K as annotated. Hints are drawn at random, m of
// each annotated domain; NMI of the domains with the annotation is over all cells without a hint. sd and the standard error
// of the difference, paired by draw, are over seeds and draws of a set; below them those over sets. Worst: the lowest difference.
// Rows "3 + 2K": m = 3, and 2 K further cells, those that are suggested or as many at random.
import { parseArgs } from "node:util";
import { createRandom, type Random } from "../src/core/random.ts";
import type { Hints } from "../src/domains/hints/hintedDomains.ts";
import { prepareHints } from "../src/domains/hints/session.ts";
import { normalizedMutualInformation, scoredPairs } from "../src/math/statistics/agreement.ts";
import { type KnownTissue, sets, simulated, simulatedTissue, storedTissue } from "./hintTissues.ts";

const { values: given } = parseArgs({
  options: {
    results: { type: "string" },
    simulated: { type: "boolean", default: false },
    cells: { type: "string" },
    seeds: { type: "string", default: "0,1,2,3,4" },
    draws: { type: "string", default: "10" },
    only: { type: "string" },
    rows: { type: "string", default: "hints,suggestions" },
  },
});
const seeds = given.seeds.split(",").map(Number);
const draws = Number(given.draws);
const rows = given.rows.split(",");
const { results } = given;
if (given.simulated === (results !== undefined)) throw new Error("give either --results DIR or --simulated");

/** NMI with hints and of another labelling of the same cells, of one draw. */
interface Pair {
  readonly hinted: number;
  readonly other: number;
  /** Whether the domains without hints were kept. */
  readonly kept: boolean;
}

const rowNames = ["3", "5", "10", "3 + 2K random", "3 + 2K suggested"];
const differences = new Map<string, number[]>();
const means = new Map<string, number[]>();

console.log("| set | hints | without | with | sd | difference | se | worst | kept | s per change |");
console.log("|---|---|---|---|---|---|---|---|---|---|");
const names = results === undefined ? Object.keys(simulated) : sets.map(({ name }) => name);
for (const name of names.filter((each) => given.only === undefined || each.includes(given.only))) {
  const pairs = new Map<string, Pair[]>(rowNames.map((row) => [row, []]));
  const spent = { seconds: 0, changes: 0 };
  for (const seed of seeds) {
    const known = await tissueOf(name, seed);
    if (known) await measure(known, pairs, spent);
  }
  for (const [row, all] of pairs) {
    if (all.length === 0) continue;
    const difference = all.map(({ hinted, other }) => hinted - other);
    add(differences, row, mean(difference));
    add(means, row, mean(all.map(({ hinted }) => hinted)));
    const scores = all.map(({ hinted }) => hinted);
    const fields = [mean(all.map(({ other }) => other)), mean(scores), spread(scores), mean(difference)];
    const more = [spread(difference) / Math.sqrt(all.length), Math.min(...difference)];
    const kept = `${Math.round(100 * mean(all.map((pair) => (pair.kept ? 1 : 0))))} %`;
    const seconds = (spent.seconds / spent.changes).toFixed(2);
    console.log(
      `| ${[name, row, ...[...fields, ...more].map((value) => value.toFixed(3)), kept, seconds].join(" | ")} |`,
    );
  }
}
for (const [row, all] of differences) {
  const se = all.length > 1 ? (spread(all) / Math.sqrt(all.length)).toFixed(3) : "-";
  const fields = [mean(means.get(row) ?? []).toFixed(4), "-", mean(all).toFixed(4), se, Math.min(...all).toFixed(3)];
  console.log(`| mean of ${all.length} | ${row} | - | ${fields.join(" | ")} | - | - |`);
}

async function tissueOf(name: string, seed: number): Promise<KnownTissue | undefined> {
  if (results === undefined)
    return simulatedTissue(name as keyof typeof simulated, seed, given.cells ? Number(given.cells) : undefined);
  const set = sets.find((each) => each.name === name);
  return set && storedTissue(results, set, seed);
}

/** Rows of a tissue. The difference of "3 + 2K suggested" is that to as many random cells, of the others to no hints. */
async function measure(
  { tissue, labelFree, truth, count, name }: KnownTissue,
  pairs: Map<string, Pair[]>,
  spent: { seconds: number; changes: number },
): Promise<void> {
  const started = process.cpuUsage();
  const session = await prepareHints(tissue, labelFree, { count });
  console.error(`${name}: prepared in ${secondsSince(started).toFixed(1)} CPU s`);
  const label = async (hints: Hints) => {
    const began = process.cpuUsage();
    const found = await session.label(hints);
    spent.seconds += secondsSince(began);
    spent.changes++;
    return found;
  };
  const rng = createRandom(0).split(name);
  for (let draw = 0; draw < draws; draw++) {
    for (const m of rows.includes("hints") ? [3, 5, 10] : [3]) {
      const own = rng.split(draw).split(m);
      const hints = drawHints(truth, count, m, own);
      const found = await label(hints);
      const unhinted = score(truth, labelFree.labels, hints.cells);
      const hinted = score(truth, found.domains.refined, hints.cells);
      push(pairs, `${m}`, { hinted, other: unhinted, kept: found.labelFree >= 0.5 });
      if (m > 3 || !rows.includes("suggestions")) continue;
      const next = session.suggest(6 * count, { ...hints, opinions: found.opinions }).map(({ cell }) => cell);
      const suggested = addCells(hints, next, truth, 2 * count);
      const random = addCells(hints, [...own.split("more").permutation(truth.length)], truth, 2 * count);
      const [bySuggestion, byChance] = [await label(suggested), await label(random)];
      const none = [...suggested.cells, ...random.cells];
      const scores = [bySuggestion, byChance].map(({ domains }) => score(truth, domains.refined, none));
      const without = score(truth, labelFree.labels, none);
      push(pairs, "3 + 2K random", { hinted: scores[1], other: without, kept: byChance.labelFree >= 0.5 });
      push(pairs, "3 + 2K suggested", { hinted: scores[0], other: scores[1], kept: bySuggestion.labelFree >= 0.5 });
    }
  }
}

function drawHints(truth: Int32Array, classes: number, each: number, rng: Random): Hints {
  const taken = new Int32Array(classes);
  const cells = [...rng.permutation(truth.length)].filter((i) => truth[i] >= 0 && taken[truth[i]]++ < each);
  const labels = Array.from({ length: classes }, (_, k) => `${k}`);
  return { labels, cells: Uint32Array.from(cells), codes: Int32Array.from(cells, (i) => truth[i]) };
}

/** More hints: the first of some cells that are annotated and have none yet. */
function addCells({ labels, cells }: Hints, more: readonly number[], truth: Int32Array, count: number): Hints {
  const all = new Set(cells);
  for (const i of more) if (all.size < cells.length + count && truth[i] >= 0) all.add(i);
  return { labels, cells: Uint32Array.from(all), codes: Int32Array.from(all, (i) => truth[i]) };
}

/** NMI over the annotated cells without a hint. */
function score(truth: Int32Array, found: Int32Array, hinted: ArrayLike<number>): number {
  const left = truth.slice();
  for (const cell of Array.from(hinted)) left[cell] = -1;
  const pairs = scoredPairs(left, found);
  return normalizedMutualInformation(pairs.truth, pairs.labels);
}

function secondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

function push(pairs: Map<string, Pair[]>, row: string, pair: Pair): void {
  pairs.get(row)?.push(pair);
}

function add(to: Map<string, number[]>, row: string, value: number): void {
  to.set(row, [...(to.get(row) ?? []), value]);
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function spread(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / Math.max(1, values.length - 1));
}
