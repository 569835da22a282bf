// Peak memory of training and embedding, measured beside predicted: what the constants of src/train/memory.ts come from.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench && node --expose-gc dist/bench/bench/memory.js
//
// Every case is a process of its own. Measured is the peak of the process less what it held before `train`.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createRandom } from "../src/core/random.ts";
import { nativeEngine } from "../src/engine/node.ts";
import { trainingMemory } from "../src/methods/cellscape/memory.ts";
import { type CellScapeOptions, presets } from "../src/methods/cellscape/options.ts";
import { type TrainingData, train } from "../src/methods/cellscape/train.ts";
import { delaunayGraph } from "../src/spatial/delaunay.ts";

/** cells, inputs, genes, batch, preset, variant */
const cases: readonly (readonly [number, number, number, number | "auto" | "none", "default" | "paper", string])[] = [
  [1000, 33, 33, "none", "default", "spatial-only"],
  [4000, 33, 33, "none", "default", "spatial-only"],
  [8000, 33, 33, "none", "default", "spatial-only"],
  [1000, 128, 33, "none", "default", "spatial-only"],
  [4000, 128, 33, "none", "default", "spatial-only"],
  [8000, 128, 33, "none", "default", "spatial-only"],
  [36_602, 128, 248, "auto", "default", "spatial-only"],
  [100_000, 128, 300, "auto", "default", "spatial-only"],
  [36_602, 128, 248, "auto", "default", "full"],
  [4000, 128, 300, "none", "default", "full"],
  [4000, 128, 3000, "none", "default", "full"],
  [20_000, 128, 3000, "auto", "default", "full"],
  [4000, 128, 128, "none", "paper", "spatial-only"],
  [4000, 1000, 1000, "none", "paper", "spatial-only"],
  [2000, 128, 300, "none", "paper", "full"],
];

const own = fileURLToPath(import.meta.url);
const one = process.argv[2];
if (one === undefined) {
  console.log(
    "| cells | inputs | genes | batch | preset | variant | measured MB | predicted MB |\n|---|---|---|---|---|---|---|---|",
  );
  for (const place of cases.keys()) {
    const { stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", own, `${place}`], { encoding: "utf8" });
    process.stdout.write(stdout || stderr);
  }
} else {
  await measure(...cases[Number(one)]);
}

async function measure(...[n, d, p, batch, preset, variant]: (typeof cases)[number]): Promise<void> {
  const full = variant === "full";
  const settings: CellScapeOptions = { ...presets[preset].options, variant: full ? "full" : "spatial-only", batch };
  const rng = createRandom(1);
  const positions = { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, () => rng.uniform()) };
  const matrix = (columns: number) => ({
    rows: n,
    columns,
    values: Float32Array.from({ length: n * columns }, () => rng.uniform() - 0.5),
  });
  const side = Math.ceil(Math.sqrt(p));
  const gene = Int32Array.from({ length: side * side }, (_, at) => (at < p ? at : -1));
  const data: TrainingData = {
    input: matrix(d),
    graph: await delaunayGraph(positions),
    ...(full ? { expression: matrix(p), geneMap: { side, gene } } : {}),
  };
  const engine = await nativeEngine({ threads: 1 });
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  // A few steps reach the peak.
  const abort = new AbortController();
  const onStep = (step: number) => {
    if (step === 4) abort.abort();
  };
  await train(data, settings, engine, { rng, onStep, signal: abort.signal });
  const { starts } = data.graph;
  const neighbors = starts.reduce((most, start, i) => (i === 0 ? 0 : Math.max(most, start - starts[i - 1])), 0);
  const { training, embedding } = trainingMemory(
    { cells: n, inputs: d, neighbors, ...(full ? { side } : {}) },
    settings,
  );
  const mb = (bytes: number) => Math.round(bytes / 1e6);
  const measured = mb(process.resourceUsage().maxRSS * 1024 - before);
  const predicted = mb(Math.max(training, embedding));
  console.log(`| ${[n, d, p, batch, preset, variant, measured, predicted].join(" | ")} |`);
}
